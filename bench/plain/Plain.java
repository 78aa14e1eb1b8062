package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;

/** Camel on Spring Boot with the routes of a folder and nothing else: what Handover is measured against. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
public class Plain {

    public static void main(String[] args) {
        SpringApplication.run(Plain.class, args);
    }
}
