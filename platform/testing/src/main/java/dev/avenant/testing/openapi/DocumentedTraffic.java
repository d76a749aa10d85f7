package dev.avenant.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Holds all that a service is asked in a test, and what it answers, against the OpenAPI document that it serves. A test in
 * which they differ fails: by a status, a media type or a property that is not described, by one that is described as
 * required and not there, or by a request that was granted and is not described.
 *
 * <p>A test that is annotated with {@code @SpringBootTest} and a web environment adds {@code @Import(DocumentedTraffic.class)}.
 *
 * <p>A filter before all others sees it, so it does not matter with which client a test asks. Of streams the status and the
 * media type are looked at.
 */
@Configuration(proxyBeanMethods = false)
public class DocumentedTraffic {

    private static final String DOCUMENT = "/v3/api-docs";
    private static final int SHOWN = 20;

    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final ExchangeRecorder recorder = new ExchangeRecorder(exchanges::add);
    private final Environment settings;
    private @Nullable ApiDocument document;

    DocumentedTraffic(Environment settings) {
        this.settings = settings;
    }

    @Bean
    FilterRegistrationBean<ExchangeRecorder> exchangeRecorder() {
        var registration = new FilterRegistrationBean<>(recorder);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    ServletListenerRegistrationBean<ExchangeRecorder> exchangeRecorderAtTheEnd() {
        return new ServletListenerRegistrationBean<>(recorder);
    }

    /** Fails when something differed since the last time. */
    synchronized void verify() {
        if (exchanges.isEmpty()) {
            return;
        }
        ApiDocument described = document();
        Map<List<String>, String> differences = new LinkedHashMap<>();
        for (Exchange exchange = exchanges.poll(); exchange != null; exchange = exchanges.poll()) {
            List<String> faults = described.faultsOf(exchange);
            if (!faults.isEmpty() && differences.size() < SHOWN) {
                differences.putIfAbsent(faults, exchange.toString());
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("What was asked and answered differs from " + DOCUMENT + " of the service:"
                    + differences.entrySet().stream()
                            .map(each -> "%n  %s%n    %s".formatted(each.getValue(), each.getKey()))
                            .collect(Collectors.joining()));
        }
    }

    private ApiDocument document() {
        ApiDocument known = document;
        if (known == null) {
            known = read(
                    URI.create("http://localhost:" + settings.getRequiredProperty("local.server.port") + DOCUMENT));
            document = known;
        }
        return known;
    }

    /** The document at an address. */
    static ApiDocument read(URI address) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return ApiDocument.parse(answer.body());
        } catch (IOException away) {
            throw new IllegalStateException("The document cannot be read: " + address, away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
