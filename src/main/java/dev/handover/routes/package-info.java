/** The files of routes: read, checked as a whole, and swapped while Handover runs. */
package dev.handover.routes;
