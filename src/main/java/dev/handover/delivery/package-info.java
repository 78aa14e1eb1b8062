/** How a delivery that failed goes on: classified once for all destinations, tried again later, or given up. */
package dev.handover.delivery;
