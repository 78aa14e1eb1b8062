package dev.handover.settings;

/** A setting that Handover cannot start with. Its value is not shown: it may be a secret. */
public final class InvalidSetting extends Refused {

    private final String remedy;

    /**
     * @param name the setting as an operator writes it, the environment variable first
     * @param problem what is wrong, as the end of a sentence that begins with the name
     * @param remedy what to write instead, as a sentence
     */
    public InvalidSetting(String name, String problem, String remedy) {
        super(name + " " + problem + ". " + remedy);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
