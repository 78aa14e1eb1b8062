package dev.handover.routes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application's beans for another Camel context than its own.
 *
 * <p>A component belongs to one context: those of the application are left out, so that Camel makes its own, except for
 * prototypes, which are made anew for whoever asks.
 */
final class OwnBeans extends ApplicationContextBeanRepository {

    private final ConfigurableListableBeanFactory beans;
    private final Map<String, Object> replaced;

    /** @param replaced beans to use in place of the application's, by name */
    OwnBeans(ConfigurableApplicationContext application, Map<String, Object> replaced) {
        super(application);
        this.beans = application.getBeanFactory();
        this.replaced = replaced;
    }

    @Override
    public Object lookupByName(String name) {
        return replaced.containsKey(name) ? replaced.get(name) : isTheApplications(name) ? null : super.lookupByName(name);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        if (type.isInstance(replaced.get(name))) {
            return type.cast(replaced.get(name));
        }
        return isTheApplications(name) ? null : super.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Component.class.isAssignableFrom(type) ? new HashSet<>() : super.findByType(type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Component.class.isAssignableFrom(type) ? new HashMap<>() : super.findByTypeWithName(type);
    }

    private boolean isTheApplications(String name) {
        if (!beans.containsBean(name) || beans.isPrototype(name)) {
            return false;
        }
        Class<?> type = beans.getType(name);
        return type != null && Component.class.isAssignableFrom(type);
    }
}
