package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * What a request may look like. One that names another host than the console's is refused, so that no page elsewhere can
 * have its own name resolve to the console.
 */
@Configuration(proxyBeanMethods = false)
class RequestFirewall {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** A subject may have any name, so a path may have any character once it is encoded. */
    @Bean
    StrictHttpFirewall firewall(ConsoleSettings settings) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowedHostnames(host -> isOurs(host.toLowerCase(Locale.ROOT), settings));
        return firewall;
    }

    private static boolean isOurs(String host, ConsoleSettings settings) {
        return LOOPBACK.contains(host)
                || settings.hosts().contains(host)
                || (settings.url() != null
                        && host.equalsIgnoreCase(settings.url().getHost()));
    }
}
