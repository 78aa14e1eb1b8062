package dev.handover.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.spi.Language;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The templates of the routes folder, or those built in, and the languages in which a file of routes can hold its own. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    CheckedTemplates checkedTemplates(MessagesSettings settings, List<MessageCheck> checks) {
        return new CheckedTemplates(settings, checks);
    }

    @Bean
    CurrentTemplates currentTemplates(@Value("${handover.routes-dir}") Path routes, CheckedTemplates checked) throws IOException {
        return new CurrentTemplates(new TemplateFiles(routes), checked);
    }

    @Bean
    Templates templates(CurrentTemplates current, MessagesSettings settings) {
        return new Templates(current, settings);
    }

    @Bean(TemplateLanguage.JSON)
    Language jsonTemplate(CurrentTemplates current, MessagesSettings settings) {
        return TemplateLanguage.json(current, settings);
    }

    @Bean(TemplateLanguage.TEXT)
    Language textTemplate(CurrentTemplates current, MessagesSettings settings) {
        return TemplateLanguage.text(current, settings);
    }
}
