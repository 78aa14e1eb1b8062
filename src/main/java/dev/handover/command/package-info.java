/** The command line of the jar: what runs without the server. */
package dev.handover.command;
