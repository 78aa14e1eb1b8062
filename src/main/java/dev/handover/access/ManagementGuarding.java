package dev.handover.access;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Puts the guard before the management port.
 *
 * <p>Not annotated, and listed under {@code META-INF/spring} in its place: found by the scan, it would stand before the
 * callbacks.
 */
class ManagementGuarding {

    @Bean
    FilterRegistrationBean<ManagementGuard> managementGuard(ManagementAccess access) {
        FilterRegistrationBean<ManagementGuard> registration = new FilterRegistrationBean<>(new ManagementGuard(access));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
