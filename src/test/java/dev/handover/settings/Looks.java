package dev.handover.settings;

import org.springframework.beans.factory.ListableBeanFactory;

/** Looks at the files that may be edited sooner than Handover does by itself. An edit counts all the same when two looks find the same. */
public final class Looks {

    private Looks() {}

    /** Looks once at all that may be edited, beside the looks that are due; what is wrong with an edit is kept, not thrown. */
    public static void at(ListableBeanFactory beans) {
        beans.getBeansOfType(Edited.class, false, false).values().forEach(Edited::look);
    }
}
