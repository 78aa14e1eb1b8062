package dev.handover.delivery;

import org.apache.camel.component.http.HttpComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** The components with which destinations speak HTTP. */
@Configuration(proxyBeanMethods = false)
class DeliveryHttp {

    /** Each Camel context gets its own. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    HttpComponent http() {
        return new BoundedHttp();
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    HttpComponent https() {
        return new BoundedHttp();
    }
}
