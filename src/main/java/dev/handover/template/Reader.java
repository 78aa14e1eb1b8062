package dev.handover.template;

import java.time.ZoneId;

/**
 * Whom a message is for.
 *
 * @param language the language of the text, such as {@code en} or {@code zh}; empty for the default
 * @param zone the time zone of the times in it; null for the default
 * @param because why this reader gets it: {@code new-owner}, {@code old-owner}, {@code administrator} (of the group), {@code
 *     group} (is always told about this group), {@code contradicted} (is told about contradicted transfers), or empty
 */
public record Reader(String language, ZoneId zone, String because) {

    /** Nobody in particular. */
    public static final Reader ANYBODY = new Reader("", null, "");
}
