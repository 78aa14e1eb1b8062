package dev.handover.routes;

import dev.handover.settings.Refused;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Files of routes that cannot be in force, with all that is wrong in them. */
public final class FaultyRoutes extends Refused {

    private final transient List<Fault> faults;

    FaultyRoutes(Collection<Fault> faults) {
        super(faults.stream().sorted().map(Fault::toString).collect(Collectors.joining(" | ")));
        this.faults = List.copyOf(new TreeSet<>(faults));
    }

    /** At least one, by file and line. */
    public List<Fault> faults() {
        return faults;
    }
}
