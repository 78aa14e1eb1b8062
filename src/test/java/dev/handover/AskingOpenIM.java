package dev.handover;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** Runs the tests of a class against a Handover that asks {@link OpenIMStub}, a bean, and writes to the outbox. One context for all. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = AskingOpenIM.Asking.class)
public @interface AskingOpenIM {

    final class Asking extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            OpenIMStub openim = new OpenIMStub();
            context.getBeanFactory().registerSingleton("openIMStub", openim);
            return Stream.concat(Stream.of(openim.apiSettings()), Stream.of("handover.openim.timeout=2s")).toArray(String[]::new);
        }
    }
}
