package dev.handover.template;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The templates of the routes folder, or those built in. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    Templates templates(@Value("${handover.routes-dir}") Path routes, MessagesSettings settings) {
        return new Templates(routes, settings.timeZone());
    }
}
