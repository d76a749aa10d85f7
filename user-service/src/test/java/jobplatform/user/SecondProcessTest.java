package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.user.notice.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Another process of the service, on the same database and with settings of its own. */
@Tag("broker")
class SecondProcessTest extends UserServiceTestBase {

    private static final Duration SOON = Duration.ofSeconds(30);

    private ConfigurableApplicationContext second;
    private String url;

    @BeforeEach
    void startIt() {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((name, value) -> settings.put(name, Objects.requireNonNull(value.get())));
        settings.put("jobplatform.registrations.per-minute", 2);
        settings.put("server.port", 0);
        second = SpringApplication.run(
                UserServiceApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        url = "http://localhost:" + second.getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterEach
    void stopIt() {
        second.close();
    }

    @Test
    void seesWhatTheFirstOneWritesAndEndsItsStreamsWhenItStops(@Autowired Notices noticesOfTheFirst) throws Exception {
        UUID employer = registerEmployer(newName("employer"));
        EventStream stream = EventStream.open(
                url + "/api/users/" + employer + "/notifications/stream", tokens.of(employer, "EMPLOYER"), null);
        noticesOfTheFirst.received(ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), employer));
        await().atMost(SOON).untilAsserted(() -> assertThat(stream.ids()).containsExactly("0", "1"));

        second.close();

        assertThat(stream.end()).isCompleted();
    }

    @Test
    void takesSoManyRegistrationsOfOneAddressAMinute() {
        RestTestClient client = RestTestClient.bindToServer().baseUrl(url).build();
        register(client).expectStatus().isCreated();
        register(client).expectStatus().isCreated();

        RestTestClient.ResponseSpec third = register(client);

        third.expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "60")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There were too many registrations from this address; try again in a minute");
    }

    private static RestTestClient.ResponseSpec register(RestTestClient client) {
        String name = newName("ada");
        return client.post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", name, "email", name + "@example.com", "password", "correct horse"))
                .exchange();
    }
}
