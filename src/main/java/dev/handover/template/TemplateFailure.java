package dev.handover.template;

/**
 * A template that is missing, cannot be read, or does not render: trying again will not help, editing the template will.
 *
 * <p>The message names the template and, where known, the line and the expression as the template has it. It never
 * holds what a caller sent, and there is no cause, because FreeMarker's own messages quote the values.
 */
public class TemplateFailure extends RuntimeException {

    /**
     * @param template the template's file name
     * @param reason what is wrong, in words free of a caller's data
     */
    public TemplateFailure(String template, String reason) {
        super("Template " + template + ": " + reason);
    }
}
