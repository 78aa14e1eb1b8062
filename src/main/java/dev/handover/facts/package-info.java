/** What was found out about a transfer beyond its IDs: asked once, and carried by every copy of the event. */
package dev.handover.facts;
