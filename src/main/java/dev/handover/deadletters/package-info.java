/** What was given up: listed, shown and replayed, through the management port and from the command line. */
package dev.handover.deadletters;
