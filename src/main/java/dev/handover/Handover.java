package dev.handover;

import dev.handover.command.HandoverCommand;
import dev.handover.settings.PreparedBeans;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Handover, or runs one of its commands when the first argument names one. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Handover {

    public static void main(String[] args) {
        if (HandoverCommand.isCommand(args)) {
            System.exit(HandoverCommand.execute(args));
        }
        SpringApplication application = new SpringApplication(Handover.class);
        application.addListeners(new PreparedBeans());
        application.run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
