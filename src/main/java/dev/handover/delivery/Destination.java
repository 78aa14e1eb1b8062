package dev.handover.delivery;

/**
 * Where a destination's events go now, in words for an operator.
 *
 * @param name the destination
 * @param state where it writes or sends, and what to set to change that; without secrets
 */
public record Destination(String name, String state) {}
