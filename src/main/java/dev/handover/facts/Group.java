package dev.handover.facts;

/**
 * The group that changed hands.
 *
 * @param name its name, as it came from OpenIM and so of any content; null when not known
 * @param memberCount how many members it has; null when not known
 * @param faceURL where its picture is, as it came from OpenIM and so of any content; null when it has none
 */
public record Group(String name, Integer memberCount, String faceURL) {}
