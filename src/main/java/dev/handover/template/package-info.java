/** The texts that people read: templates which integration teams edit, and what they may say about an event. */
package dev.handover.template;
