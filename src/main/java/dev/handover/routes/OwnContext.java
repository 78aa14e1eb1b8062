package dev.handover.routes;

import dev.handover.template.MessagesSettings;
import dev.handover.template.TemplateLanguage;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Camel contexts beside the application's own, with its beans and settings and with components of their own. */
final class OwnContext {

    private OwnContext() {}

    /**
     * A context that is not started.
     *
     * @param replaced beans to use in place of the application's, by name
     */
    static DefaultCamelContext of(
            ConfigurableApplicationContext application, String name, RouteSet set, Map<String, Object> replaced) {
        MessagesSettings messages = application.getBean(MessagesSettings.class);
        Map<String, Object> beans = new HashMap<>(replaced);
        beans.put(TemplateLanguage.JSON, TemplateLanguage.json(set::templates, messages));
        beans.put(TemplateLanguage.TEXT, TemplateLanguage.text(set::templates, messages));
        DefaultCamelContext camel = new DefaultCamelContext(new DefaultRegistry(new OwnBeans(application, beans)));
        camel.getCamelContextExtension().setName(name);
        camel.disableJMX();
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        PropertiesComponent properties = camel.getPropertiesComponent();
        properties.addPropertiesSource(new Settings(application.getEnvironment()));
        allowUseOriginalMessage(camel);
        return camel;
    }

    private static void allowUseOriginalMessage(CamelContext camel) {
        camel.setAllowUseOriginalMessage(true);
    }

    /** What stands in {@code {{…}}}. */
    private record Settings(Environment environment) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return environment.getProperty(name);
        }
    }
}
