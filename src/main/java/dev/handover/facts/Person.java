package dev.handover.facts;

/**
 * Somebody who has to do with a transfer.
 *
 * @param userID OpenIM's user ID
 * @param nickname the name that people know, as it came from OpenIM and so of any content; null when not known
 */
public record Person(String userID, String nickname) {}
