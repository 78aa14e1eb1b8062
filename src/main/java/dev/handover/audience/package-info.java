/** Who is told about a transfer. */
package dev.handover.audience;
