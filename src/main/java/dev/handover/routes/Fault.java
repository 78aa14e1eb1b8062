package dev.handover.routes;

import java.util.Comparator;

/**
 * What is wrong in a file of routes.
 *
 * @param file its path in the routes folder
 * @param line its line, from 1
 * @param problem what is wrong, as a sentence
 * @param remedy what to write instead, as a sentence
 */
public record Fault(String file, int line, String problem, String remedy) implements Comparable<Fault> {

    private static final String NO_SETTING = "There is no setting ";
    private static final Comparator<Fault> ORDER =
            Comparator.comparing(Fault::file).thenComparing(Fault::line).thenComparing(Fault::problem);

    /** In the line of one of the entry's keys; in its first, when the key is empty. */
    static Fault at(RouteEntry entry, String key, String problem, String remedy) {
        int line = key.isEmpty() ? entry.line() : entry.file().lineOfKey(key, entry.line());
        return new Fault(entry.file().name(), line, problem, remedy);
    }

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    /** A setting that no machine has by itself. */
    static Fault unsetSetting(String file, int line, String name) {
        return new Fault(
                file,
                line,
                NO_SETTING + name + ".",
                "Set it in the environment before the start, give it a default as {{" + name + ":…}}, or correct its name.");
    }

    /** Whether a machine with other settings may see no fault here. */
    public boolean isUnsetSetting() {
        return problem.startsWith(NO_SETTING);
    }

    /** {@code file:line: problem remedy}, as editors and build servers read it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + problem + " " + remedy;
    }
}
