/** The way of an event over several servers: the trace context of whoever sent the callback, and spans on request. */
package dev.handover.tracing;
