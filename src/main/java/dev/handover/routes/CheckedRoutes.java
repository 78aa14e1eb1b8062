package dev.handover.routes;

import dev.handover.settings.Edited;
import dev.handover.settings.Refused;
import dev.handover.template.CheckedTemplates;
import dev.handover.template.TemplateSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes a {@link RouteSet} of files that are good, all of them: nothing of it runs yet. */
public final class CheckedRoutes implements Edited.Parser<RouteSet> {

    private final CheckedTemplates templates;
    private final Trial trial;
    private final RouteSchema schema = new RouteSchema();
    private Map<String, String> fitting = new HashMap<>();

    CheckedRoutes(CheckedTemplates templates, ConfigurableApplicationContext application) {
        this.templates = templates;
        this.trial = new Trial(application);
    }

    /** @throws Refused when something is wrong: a {@link FaultyRoutes} that lists it, unless a template is */
    @Override
    public RouteSet parse(Map<String, String> files) {
        RouteSet set = RouteSet.of(files, templates(files));
        List<Fault> faults = new ArrayList<>(schemaFaults(set));
        if (faults.isEmpty()) {
            faults.addAll(RouteRules.faults(set));
            faults.addAll(trial.faults(set));
        }
        if (!faults.isEmpty()) {
            throw new FaultyRoutes(faults);
        }
        return set;
    }

    /** These texts fit the schema: they are not held against it again, which takes a second. */
    synchronized void trust(Map<String, String> files) {
        fitting = new HashMap<>(files);
    }

    private TemplateSet templates(Map<String, String> files) {
        Map<String, String> texts = new HashMap<>();
        files.forEach((name, text) -> {
            if (name.startsWith(RouteFiles.TEMPLATES)) {
                texts.put(name.substring(RouteFiles.TEMPLATES.length()), text);
            }
        });
        return templates.parse(texts);
    }

    private synchronized List<Fault> schemaFaults(RouteSet set) {
        List<Fault> faults = new ArrayList<>();
        set.entries().stream().map(RouteEntry::file).distinct().forEach(file -> {
            String text = set.files().get(file.name());
            if (!text.equals(fitting.get(file.name()))) {
                List<Fault> found = schema.faults(file);
                faults.addAll(found);
                if (found.isEmpty()) {
                    fitting.put(file.name(), text);
                }
            }
        });
        return faults;
    }
}
