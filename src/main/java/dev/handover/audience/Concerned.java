package dev.handover.audience;

/**
 * One whom a transfer concerns.
 *
 * @param userID OpenIM's user ID
 * @param because why, as {@link dev.handover.template.Reader} has it
 */
record Concerned(String userID, String because) {}
