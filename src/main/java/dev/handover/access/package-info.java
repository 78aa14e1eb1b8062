/** Who may come in: credentials, networks, and the guard before everything on the management port. */
package dev.handover.access;
