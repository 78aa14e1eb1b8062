package dev.handover.routes;

import dev.handover.template.MessagesSettings;
import dev.handover.template.TemplateLanguage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/** Camel contexts beside the application's own, with its beans and settings and with components of their own. */
final class OwnContext {

    private OwnContext() {}

    /**
     * A context that is not started.
     *
     * @param replaced beans to use in place of the application's, by name
     * @param settings what stands in {@code {{…}}}; null for what is not set
     */
    static DefaultCamelContext of(
            ConfigurableApplicationContext application,
            String name,
            RouteSet set,
            Map<String, Object> replaced,
            UnaryOperator<String> settings) {
        Map<String, Object> beans = new HashMap<>();
        beans.put(TemplateLanguage.JSON, language(application, TemplateLanguage.JSON, set));
        beans.put(TemplateLanguage.TEXT, language(application, TemplateLanguage.TEXT, set));
        beans.putAll(replaced);
        DefaultCamelContext camel = new DefaultCamelContext(new DefaultRegistry(new OwnBeans(application, beans)));
        camel.getCamelContextExtension().setName(name);
        camel.disableJMX();
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        // Camel would look there first, by itself.
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.addPropertiesSource(new Settings(settings));
        properties.addPropertiesFunction(new Variables(settings));
        allowUseOriginalMessage(camel);
        return camel;
    }

    /** The language of a name, with the templates of a set. */
    static Language language(ConfigurableApplicationContext application, String name, RouteSet set) {
        MessagesSettings messages = application.getBean(MessagesSettings.class);
        return name.equals(TemplateLanguage.JSON)
                ? TemplateLanguage.json(set::templates, messages)
                : TemplateLanguage.text(set::templates, messages);
    }

    private static void allowUseOriginalMessage(CamelContext camel) {
        camel.setAllowUseOriginalMessage(true);
    }

    /** What stands in {@code {{…}}}. */
    private record Settings(UnaryOperator<String> values) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return values.apply(name);
        }
    }

    /** What stands in {@code {{env:…}}}. */
    private record Variables(UnaryOperator<String> values) implements PropertiesFunction {

        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String variable) {
            String[] nameAndDefault = variable.split(":", 2);
            String value = values.apply(nameAndDefault[0]);
            return value == null && nameAndDefault.length > 1 ? nameAndDefault[1] : value;
        }
    }
}
