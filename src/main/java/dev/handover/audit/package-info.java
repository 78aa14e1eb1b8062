/** What happened, written down line by line so that anyone can check that no line was changed, moved or taken out. */
package dev.handover.audit;
