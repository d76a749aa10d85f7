package dev.avenant.console;

import dev.avenant.console.password.PasswordHashes;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/**
 * Shows what the registry holds, what the topics carry and what lies in the dead-letter topics, to whom it is granted. It
 * changes nothing but dead letters.
 */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class ConsoleApplication {

    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals(PasswordHashes.COMMAND)) {
            System.exit(PasswordHashes.run());
        }
        SpringApplication.run(ConsoleApplication.class, arguments);
    }
}
