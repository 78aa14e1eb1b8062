package dev.handover.template;

import dev.handover.settings.Edited;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The templates of the routes folder, or those built in; an edit counts when all of them render. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    Edited<TemplateSet> templateEdits(
            @Value("${handover.routes-dir}") Path routes, MessagesSettings settings, List<MessageCheck> checks)
            throws IOException {
        return new Edited<>("templates", new TemplateFiles(routes), new CheckedTemplates(settings, checks));
    }

    @Bean
    Templates templates(Edited<TemplateSet> edits, MessagesSettings settings) {
        return new Templates(edits::current, settings);
    }
}
