package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.events.OrderPlaced;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.MalformedRequests;
import dev.avenant.testing.ServiceTestEnvironment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running service, with PostgreSQL, Kafka and a registry around it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OrderServiceTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("contracts"));

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        environment.describeTo(settings);
    }

    @BeforeEach
    void connect(@Autowired ConfigurableApplicationContext service) {
        environment.closeFirst(service);
    }

    @Test
    void publishesAnOrder() throws Exception {
        UUID id = UUID.randomUUID();
        HttpRequest order = HttpRequest.newBuilder(URI.create(address()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"orderId\":\"" + id + "\",\"quantity\":3}"))
                .build();

        int status = HttpClient.newHttpClient().send(order, BodyHandlers.discarding()).statusCode();

        assertThat(status).isEqualTo(201);
        EventLog log = new EventLog(environment);
        assertThat(log.recordsOf("order-events", id.toString(), 1))
                .extracting(log::decode)
                .containsExactly(new OrderPlaced(id, 3));
    }

    @Test
    void answersMalformedBodiesWithProblemDetails() throws Exception {
        new MalformedRequests()
                .answerAll("POST", address(), Map.of("orderId", "\"" + UUID.randomUUID() + "\"", "quantity", "3"));
    }

    private String address() {
        return "http://localhost:" + port + "/orders";
    }
}
