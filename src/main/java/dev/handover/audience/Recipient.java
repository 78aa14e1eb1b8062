package dev.handover.audience;

/**
 * One who is told about a transfer, in one medium; the parts are the headers of the message for this recipient.
 *
 * @param address a mail address, or a Slack channel or member ID; empty when there is none to name
 * @param language the language that this recipient reads; empty for the default
 * @param timezone the zone of the times; empty for the default
 * @param because why, as {@link dev.handover.template.Reader} has it
 */
public record Recipient(String address, String language, String timezone, String because) {}
