package dev.handover.routes;

import dev.handover.delivery.Secrets;
import dev.handover.settings.Edited;
import dev.handover.settings.Refused;
import dev.handover.template.CheckedTemplates;
import dev.handover.template.TemplateSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes a {@link RouteSet} of files that are good, all of them: nothing of it runs yet. */
public final class CheckedRoutes implements Edited.Parser<RouteSet> {

    private final CheckedTemplates templates;
    private final ConfigurableApplicationContext application;
    private final Trial trial;
    private final RouteSchema schema = new RouteSchema();
    private final Set<String> trusted = new HashSet<>();
    private Set<String> fitting = Set.of();

    CheckedRoutes(CheckedTemplates templates, ConfigurableApplicationContext application) {
        this.templates = templates;
        this.application = application;
        this.trial = new Trial(application);
    }

    /** @throws Refused when something is wrong: a {@link FaultyRoutes} that lists it, unless a template is */
    @Override
    public RouteSet parse(Map<String, String> files) {
        RouteSet set = known(files);
        List<Fault> faults = new ArrayList<>(schemaFaults(set));
        if (faults.isEmpty()) {
            faults.addAll(RouteRules.faults(set));
            faults.addAll(trial.faults(set));
        }
        if (!faults.isEmpty()) {
            throw new FaultyRoutes(withoutSecrets(faults, set));
        }
        return set;
    }

    /** The same without a look at the routes: of files that were checked before. */
    RouteSet known(Map<String, String> files) {
        return RouteSet.of(files, templates(files));
    }

    /** These texts fit the schema: they are not held against it again, which takes a second. */
    synchronized void trust(Collection<String> texts) {
        trusted.addAll(texts);
    }

    /** Camel quotes urls. */
    private List<Fault> withoutSecrets(List<Fault> faults, RouteSet set) {
        Collection<String> values = NamedSettings.secrets(set, application.getEnvironment()).values();
        Secrets secrets = application.getBean(Secrets.class);
        return faults.stream()
                .map(fault -> new Fault(fault.file(), fault.line(), secrets.hide(fault.problem(), values), fault.remedy()))
                .toList();
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
        Set<String> fit = new HashSet<>();
        set.entries().stream().map(RouteEntry::file).distinct().forEach(file -> {
            String text = set.files().get(file.name());
            List<Fault> found = trusted.contains(text) || fitting.contains(text) ? List.of() : schema.faults(file);
            faults.addAll(found);
            if (found.isEmpty()) {
                fit.add(text);
            }
        });
        fitting = fit;
        return faults;
    }
}
