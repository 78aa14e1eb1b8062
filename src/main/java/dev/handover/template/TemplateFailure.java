package dev.handover.template;

/**
 * A template that is missing, cannot be read, or does not render: trying again will not help, editing the template will.
 *
 * <p>The message names the template and, where known, the line and the expression as the template has it. It never
 * holds what a caller sent, and there is no cause, because FreeMarker's own messages quote the values.
 */
public class TemplateFailure extends RuntimeException {

    private final String file;
    private final int line;
    private final String reason;

    /**
     * @param template the template's file name
     * @param reason what is wrong, in words free of a caller's data
     */
    public TemplateFailure(String template, String reason) {
        this(template, template, 0, reason);
    }

    /**
     * @param template the template's file name
     * @param file where it went wrong: the template, or a file that it took in
     * @param line the line there, from 1; 0 when it is not known
     * @param reason what is wrong, in words free of a caller's data
     */
    TemplateFailure(String template, String file, int line, String reason) {
        super("Template " + template + ": " + (file.equals(template) ? "" : file + ", ") + (line < 1 ? "" : "line " + line + ": ") + reason);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    /** The file where it went wrong: the template, or one that it took in. */
    public String file() {
        return file;
    }

    /** The line there; 1 when it is not known. */
    public int line() {
        return Math.max(1, line);
    }

    /** What is wrong, without where. */
    public String reason() {
        return reason;
    }
}
