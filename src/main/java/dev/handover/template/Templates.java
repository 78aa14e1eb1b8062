package dev.handover.template;

import dev.handover.callback.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * Renders what people read from {@code templates/} in the routes folder or, for each file that it lacks, from the jar.
 *
 * <p>Safe for use by many threads.
 */
public final class Templates {

    private final Supplier<TemplateSet> current;
    private final MessagesSettings settings;

    Templates(Supplier<TemplateSet> current, MessagesSettings settings) {
        this.current = current;
        this.settings = settings;
    }

    /**
     * Templates that are read at each rendering, as they are then.
     *
     * @param routesDir the routes folder; may be null, or lack {@code templates/} or files in it
     */
    public Templates(Path routesDir, MessagesSettings settings) {
        this(() -> read(routesDir), settings);
    }

    /** The same, in English and the zone. */
    public Templates(Path routesDir, ZoneId zone) {
        this(routesDir, MessagesSettings.of(zone));
    }

    /**
     * The text of one event, for nobody in particular.
     *
     * @param name the template's file name, such as {@code crm.json.ftl}
     * @throws TemplateFailure when the template is missing or does not render
     */
    public String render(String name, Event event) {
        return render(name, Notice.of(event));
    }

    /**
     * The text of one notice, in its reader's language as far as there is a template in it.
     *
     * @param name the template's file name without a language, such as {@code email.txt.ftl}
     * @throws TemplateFailure when the template is missing or does not render
     */
    public String render(String name, Notice notice) {
        return current.get().render(name, notice, settings);
    }

    /** The templates as they are now, whatever is edited: for a message that is made of several. */
    public Templates now() {
        TemplateSet set = current.get();
        return new Templates(() -> set, settings);
    }

    private static TemplateSet read(Path routesDir) {
        try {
            return new TemplateSet(new TemplateFiles(routesDir).read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
