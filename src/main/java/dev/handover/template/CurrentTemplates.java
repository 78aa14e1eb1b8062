package dev.handover.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The templates in force: those that were put here last or, before that, those of the files. Safe for use by many threads. */
public final class CurrentTemplates implements Supplier<TemplateSet> {

    private final TemplateFiles files;
    private final CheckedTemplates checked;
    private final AtomicReference<TemplateSet> current = new AtomicReference<>();

    CurrentTemplates(TemplateFiles files, CheckedTemplates checked) {
        this.files = files;
        this.checked = checked;
    }

    @Override
    public TemplateSet get() {
        TemplateSet now = current.get();
        if (now != null) {
            return now;
        }
        try {
            current.compareAndSet(null, checked.parse(files.read()));
            return current.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on these are in force. */
    public void replace(TemplateSet templates) {
        current.set(templates);
    }
}
