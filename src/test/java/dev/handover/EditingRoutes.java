package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class against a Handover whose routes are a copy that may be edited ({@link RouteFolder}), with a stub for
 * a destination "crm" at {@code {{CRM_URL}}}. Both are beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = EditingRoutes.Editing.class)
public @interface EditingRoutes {

    String CRM_SECRET = "crm-path-77c1";

    final class Editing extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            SlackStub crm = new SlackStub();
            RouteFolder folder = RouteFolder.copyTo(temporary());
            context.getBeanFactory().registerSingleton("crm", crm);
            context.getBeanFactory().registerSingleton("routeFolder", folder);
            context.getBeanFactory().addBeanPostProcessor(new SoonHeld());
            return new String[] {
                "ROUTES_DIR=" + folder.path(),
                "CRM_URL=" + crm.url() + "/" + CRM_SECRET,
                "DELIVERY_FIRST_RETRY=200ms",
                "DELIVERY_MAX_DELAY=2s",
                // Spring's tests switch it off.
                "management.prometheus.metrics.export.enabled=true",
            };
        }

        private static Path temporary() {
            try {
                return Files.createTempDirectory("handover-routes").resolve("routes");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A consumer of a queue that is held stops when its last look for a message is over: here after 200 ms, and not after a second. */
    final class SoonHeld implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof JmsComponent jms) {
                jms.setReceiveTimeout(200);
            }
            return bean;
        }
    }
}
