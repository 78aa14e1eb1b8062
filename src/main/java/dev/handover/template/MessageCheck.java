package dev.handover.template;

/** Tells whether what a template made is a message of its medium; asked about samples, before a template is in force. */
@FunctionalInterface
public interface MessageCheck {

    /**
     * @param name the template's file name, of whatever medium
     * @param text what it made
     * @throws TemplateFailure when it is a template of this medium, and its receiver could not take the text
     */
    void check(String name, String text);
}
