/** The answer that OpenIM gets: one envelope of five fields, whatever happened. */
package dev.handover.envelope;
