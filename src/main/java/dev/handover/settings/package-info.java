/** How a wrong setting stops the start: with its name and what to write instead. */
package dev.handover.settings;
