package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.ProblemBody;
import dev.avenant.console.ShownText;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import tools.jackson.databind.json.JsonMapper;

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

    /** Says to a program what it is that is not taken; the error page says it to people. */
    @Bean
    RequestRejectedHandler rejectedRequests(ConsoleSettings settings, JsonMapper json) {
        return (request, response, why) -> {
            if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
                response.sendError(HttpStatus.BAD_REQUEST.value());
                return;
            }
            String host = request.getServerName();
            ProblemBody.write(
                    response,
                    json,
                    HttpStatus.BAD_REQUEST,
                    isOurs(host.toLowerCase(Locale.ROOT), settings)
                            ? "The path, a parameter or a header has a character that is not taken, such as a control"
                                    + " character, or the method is one that nothing here has."
                            : "Expected a host name of the console but found \"" + ShownText.line(host)
                                    + "\". Ask for localhost, or set avenant.console.hosts to the names that it has.");
        };
    }

    private static boolean isOurs(String host, ConsoleSettings settings) {
        return LOOPBACK.contains(host)
                || settings.hosts().contains(host)
                || (settings.url() != null
                        && host.equalsIgnoreCase(settings.url().getHost()));
    }
}
