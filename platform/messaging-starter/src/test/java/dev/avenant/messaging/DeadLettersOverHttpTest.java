package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.internal.deadletters.LetterView;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Whoever may, and nobody else, looks at dead letters over HTTP, replays, edits and drops them, and is remembered for it. */
@Tag("broker")
class DeadLettersOverHttpTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<OrderPlaced> handled = new CopyOnWriteArrayList<>();
    private String topic = "";
    private String operator = "ana";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .web(Management.class)
                .property("management.endpoints.web.exposure.include", "health,deadletters,subscriptions")
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (event.getSequence() < 0) {
                        throw new EventRefusedException("no order before the first");
                    }
                    handled.add(event);
                }));
    }

    @Test
    void letsNobodyInWhoMayNot() throws Exception {
        try (TestService service = setup.start()) {
            operator = "";
            assertThat(request(service, "GET", "", null).statusCode()).isEqualTo(401);
            assertThat(request(service, "POST", "", "{\"all\": true}").statusCode())
                    .isEqualTo(401);
            operator = "bob";
            assertThat(request(service, "GET", "", null).statusCode()).isEqualTo(403);
            assertThat(request(service, "DELETE", "/00000000-0000-0000-0000-000000000000?reason=x", null)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(request(service, "POST", "/../subscriptions/" + topic, "{}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void listsReplaysAndDropsAndRemembersWhoDidIt() throws Exception {
        try (TestService service = setup.start()) {
            send("a", -1);
            send("b", -1);
            LetterView letter = letterOf(service, "a");

            assertThat(request(service, "GET", "?state=open&key=a&limit=5", null)
                            .body())
                    .contains("\"states\":{\"open\":2,", "\"id\":\"" + letter.id() + "\"")
                    .doesNotContain("\"key\":\"b\"");
            assertThat(request(service, "POST", "", "{\"all\": true, \"dryRun\": true}")
                            .body())
                    .contains("\"letters\":2,\"replayed\":0");
            assertThat(request(service, "POST", "", "{\"key\": \"b\", \"rate\": 50}")
                            .body())
                    .contains("\"letters\":1");
            assertThat(request(service, "POST", "/" + letter.id(), "{}").statusCode())
                    .isEqualTo(200);
            await().until(() -> letterOf(service, "a").attempts() == 2
                    && letterOf(service, "b").attempts() == 2);

            HttpResponse<String> dropped =
                    request(service, "DELETE", "/" + letter.id() + "?reason=never%20ordered", null);

            assertThat(dropped.body())
                    .contains("\"state\":\"dropped\"")
                    .containsSubsequence(
                            "{\"action\":\"replay\",\"principal\":\"ana\",\"details\":null,",
                            "{\"action\":\"drop\",\"principal\":\"ana\",\"details\":\"never ordered\",");
            assertThat(request(service, "GET", "/" + letter.id(), null).body()).isEqualTo(dropped.body());
            List<ConsumerRecord<byte[], byte[]>> letters = stack.kafka().read(topic + "." + setup.group() + ".dlt");
            ConsumerRecord<byte[], byte[]> marker = letters.get(letters.size() - 1);
            assertThat(marker.key()).isEqualTo("a".getBytes(UTF_8));
            assertThat(marker.value()).isNull();
            assertThat(KafkaProbe.headerNames(marker))
                    .containsExactly(
                            "avenant-dlt-id",
                            "avenant-dlt-attempt",
                            "avenant-dlt-dropped",
                            "avenant-dlt-dropped-at",
                            "avenant-dlt-dropped-by");
            assertThat(KafkaProbe.header(marker, "avenant-dlt-id"))
                    .contains(letter.id().toString());
            assertThat(KafkaProbe.header(marker, "avenant-dlt-attempt")).contains("2");
            assertThat(KafkaProbe.header(marker, "avenant-dlt-dropped")).contains("never ordered");
            assertThat(KafkaProbe.header(marker, "avenant-dlt-dropped-by")).contains("ana");
            assertThat(service.jdbc().queryForList("""
                    SELECT details FROM avenant.dead_letter_actions WHERE letter_id IS NULL AND principal = 'ana'
                    """, String.class))
                    .containsExactly("1 letters: key b in state open, at most 50.0 per second");
        }
    }

    @Test
    void handlesAnEditedEventInPlaceOfTheOneThatFailed() throws Exception {
        try (TestService service = setup.start()) {
            send("a", -1);
            LetterView letter = letterOf(service, "a");
            String path = "/" + letter.id();

            assertProblem(
                    request(service, "POST", path, edit("{\"orderId\": \"a\", \"sequence\": \"one\"}", "")),
                    400,
                    "value.sequence: expected long but found the text \\\"one\\\"");
            assertThat(request(
                                    service,
                                    "POST",
                                    path,
                                    edit("{\"orderId\": \"a\", \"sequence\": 1}", ", \"schemaVersion\": 7"))
                            .body())
                    .contains("Expected version 7 of the subject " + topic + "-dev.avenant.messaging.orders.OrderPlaced"
                            + " but the registry says: ");
            assertProblem(
                    request(service, "POST", path, edit("one", "")),
                    400,
                    "Expected the text of a JSON object for value but found: one");
            assertProblem(
                    request(service, "POST", path, "{\"schemaVersion\": 1}"),
                    400,
                    "Expected a value that is to be written with a schema but found none");
            assertThat(letterOf(service, "a").state()).isEqualTo("open");

            HttpResponse<String> edited = request(
                    service, "POST", path, edit("{\"orderId\": \"a\", \"sequence\": 1}", ", \"schemaVersion\": 1"));

            assertThat(edited.body())
                    .contains("\"action\":\"edit\",\"principal\":\"ana\",\"details\":"
                            + "\"value written anew with version 1 of its schema, fields [orderId, sequence]\"");
            await().until(() -> letterOf(service, "a").state().equals("resolved"));
            assertThat(handled)
                    .containsExactly(OrderPlaced.newBuilder()
                            .setOrderId("a")
                            .setSequence(1)
                            .build());
            assertThat(letterOf(service, "a").id()).isEqualTo(letter.id());
            assertProblem(
                    request(service, "POST", path, "{}"),
                    400,
                    "Expected a letter that waits but " + letter.id() + " is resolved: its record was handled");
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        try (TestService service = setup.start()) {
            String none = "00000000-0000-0000-0000-000000000000";

            assertProblem(
                    request(service, "POST", "", "{}"),
                    400,
                    "Expected which letters to replay (category, key or all) but found none");
            assertProblem(
                    request(service, "GET", "/first", null),
                    400,
                    "Expected the id of a dead letter, a UUID, but found first");
            assertProblem(request(service, "GET", "/" + none, null), 404, "There is no dead letter " + none);
            assertProblem(request(service, "POST", "/" + none, "{}"), 404, "There is no dead letter " + none);
            assertProblem(
                    request(service, "DELETE", "/" + none + "?reason=x", null),
                    404,
                    "No dead letter " + none + " waits");
            assertProblem(
                    request(service, "DELETE", "/" + none, null),
                    400,
                    "Expected a reason of 1 to 1000 characters but found 0");
            assertThat(request(service, "POST", "", "{\"rate\": \"fast\", \"all\": true}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(request(service, "POST", "", "{").statusCode()).isEqualTo(400);
        }
    }

    /** A body with the event as a text, which is JSON itself. */
    private static String edit(String value, String more) {
        return "{\"value\": \"" + value.replace("\"", "\\\"") + "\"" + more + "}";
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.body())
                .isEqualTo("{\"title\":\"" + (status == 400 ? "Bad Request" : "Not Found") + "\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> request(TestService service, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + service.property("local.server.port") + "/actuator/deadletters" + path)
                        .normalize());
        if (!operator.isEmpty()) {
            String credentials = Base64.getEncoder().encodeToString((operator + ":secret").getBytes(UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(
                request.method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static LetterView letterOf(TestService service, String key) {
        DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
        return await().until(
                        () -> endpoint.letters(null, null, key, null).letters().stream()
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private void send(String key, long sequence) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build();
        byte[] value = Wire.value(stack.idOf(topic, event.getSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value));
    }

    /** As docs/messaging.md has it. */
    @Configuration(proxyBeanMethods = false)
    static class Management {

        @Bean
        SecurityFilterChain operators(HttpSecurity http) {
            return http.securityMatcher(EndpointRequest.to("deadletters", "subscriptions"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("OPERATOR"))
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ana")
                            .password("{noop}secret")
                            .roles("OPERATOR")
                            .build(),
                    User.withUsername("bob").password("{noop}secret").roles().build());
        }
    }
}
