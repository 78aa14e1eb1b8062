/** What the ready-made destinations ask of Java: signatures, and answers that say no with HTTP 200. */
package dev.handover.receiver;
