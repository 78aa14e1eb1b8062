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
import java.util.stream.Collectors;
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

    /** @throws Refused when something is wrong: a {@link FaultyRoutes} that lists it, unless a setting is */
    @Override
    public RouteSet parse(Map<String, String> files) {
        List<Fault> faults = new ArrayList<>();
        RouteSet set = checked(files, faults);
        faults.addAll(NamedSettings.unset(set, application.getEnvironment()));
        return good(set, faults);
    }

    /** The same for a machine that is not the server: settings that are not set here count as set. */
    public RouteSet parseWithSettingsAssumed(Map<String, String> files) {
        List<Fault> faults = new ArrayList<>();
        return good(checked(files, faults), faults);
    }

    private RouteSet good(RouteSet set, List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new FaultyRoutes(withoutSecrets(faults, set));
        }
        return set;
    }

    /** The same without a look at the routes: of files that were checked before. */
    RouteSet known(Map<String, String> files) {
        List<Fault> faults = new ArrayList<>();
        return good(RouteSet.of(files, templates.parse(templates(files)), faults), faults);
    }

    /** The same without a look at routes and templates: of the files in the jar, which the build has checked. */
    RouteSet builtIn(Map<String, String> files) {
        List<Fault> faults = new ArrayList<>();
        return good(RouteSet.of(files, templates.unchecked(templates(files)), faults), faults);
    }

    private RouteSet checked(Map<String, String> files, List<Fault> faults) {
        TemplateSet read = templates.unchecked(templates(files));
        templates.failures(read).forEach(failure -> faults.add(new Fault(
                RouteFiles.TEMPLATES + failure.file(), failure.line(), "The template fails: " + failure.reason() + ".", "Mend it, or remove the file.")));
        List<Fault> unread = new ArrayList<>();
        RouteSet set = RouteSet.of(files, read, unread);
        List<Fault> misfits = schemaFaults(set);
        Set<String> broken = misfits.stream().map(Fault::file).collect(Collectors.toSet());
        if (unread.isEmpty()) {
            // Else there is more in the files than was read.
            RouteRules.faults(set).stream().filter(fault -> !broken.contains(fault.file())).forEach(faults::add);
        }
        faults.addAll(unread);
        faults.addAll(misfits);
        try {
            faults.addAll(trial.faults(set, entry -> !broken.contains(entry.file().name())));
        } catch (Refused wrongSetting) {
            // It is told when the files are good.
            if (faults.isEmpty()) {
                throw wrongSetting;
            }
        }
        return set;
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

    private static Map<String, String> templates(Map<String, String> files) {
        Map<String, String> texts = new HashMap<>();
        files.forEach((name, text) -> {
            if (name.startsWith(RouteFiles.TEMPLATES)) {
                texts.put(name.substring(RouteFiles.TEMPLATES.length()), text);
            }
        });
        return texts;
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
