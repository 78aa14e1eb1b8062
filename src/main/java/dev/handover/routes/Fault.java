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

    private static final Comparator<Fault> ORDER =
            Comparator.comparing(Fault::file).thenComparing(Fault::line).thenComparing(Fault::problem);

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line: problem remedy}, as editors and build servers read it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + problem + " " + remedy;
    }
}
