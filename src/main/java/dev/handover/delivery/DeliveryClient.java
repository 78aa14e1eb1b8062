package dev.handover.delivery;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/** How destinations speak HTTP: each attempt is one request, because the broker retries, and holds nothing up meanwhile. */
@Component("deliveryClient")
class DeliveryClient implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableCookieManagement().disableRedirectHandling();
    }
}
