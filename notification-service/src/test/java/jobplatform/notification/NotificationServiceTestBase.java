package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.TestTokens;
import dev.avenant.testing.openapi.DocumentedTraffic;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The running service between Kafka and a mail server. Tests share it, so each has users of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DocumentedTraffic.class)
public abstract class NotificationServiceTestBase {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private static final GreenMail MAIL_SERVER = startMailServer();

    @LocalServerPort
    private int port;

    @Autowired
    protected JdbcClient database;

    /** Asks as an administrator, who may ask everything. */
    protected RestTestClient http;

    protected TestTokens tokens;
    protected EventLog log;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        environment.describeTo(settings);
        settings.add("spring.mail.host", () -> "127.0.0.1");
        settings.add("spring.mail.port", () -> MAIL_SERVER.getSmtp().getPort());
    }

    @BeforeEach
    void connect(@Autowired ConfigurableApplicationContext service) {
        environment.closeFirst(service);
        tokens = environment.tokens(service.getEnvironment());
        http = as(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
        log = new EventLog(environment);
    }

    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Asks as whoever has that access token. */
    protected RestTestClient as(String accessToken) {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken)
                .build();
    }

    private static GreenMail startMailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return server;
    }

    protected void publish(UserEvents user, SpecificRecord event) {
        log.publish(topicOf(event), user.id(), event);
    }

    protected static String topicOf(SpecificRecord event) {
        // jobplatform.user.events is the namespace of user-events
        return event.getSchema()
                .getNamespace()
                .substring("jobplatform.".length())
                .replace('.', '-');
    }

    /** What the mail server has for an address. */
    protected static List<MimeMessage> received(String address) {
        return Stream.of(MAIL_SERVER.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString().contains(address);
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    protected static List<MimeMessage> awaitReceived(String address, int count) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> received(address), mails -> mails.size() == count);
    }

    protected static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    protected static String html(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent().toString();
    }

    protected static String unsubscribePath(MimeMessage mail) throws Exception {
        String link = mail.getHeader("List-Unsubscribe")[0];
        assertThat(link).matches("<http://localhost:8003/api/unsubscribe/[A-Za-z0-9_-]{43}>");
        return URI.create(link.substring(1, link.length() - 1)).getPath();
    }

    /** Waits until the service has heard of that version of the user; topics have no order among each other. */
    protected void awaitVersion(UserEvents user, long version) {
        awaitRecipient(user, "version = " + version);
    }

    /** Waits until the service has heard that the user is gone. */
    protected void awaitGone(UserEvents user) {
        awaitRecipient(user, "is_gone");
    }

    private void awaitRecipient(UserEvents user, String condition) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.sql(
                                "select exists (select from recipients where user_id = :id and " + condition + ")")
                        .param("id", user.id())
                        .query(Boolean.class)
                        .single());
    }

    protected PageSeen outboxOf(UserEvents user) {
        return Objects.requireNonNull(http.get()
                .uri("/api/outbox?userId=" + user.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(PageSeen.class)
                .returnResult()
                .getResponseBody());
    }

    protected void awaitState(UserEvents user, String kind, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outboxOf(user).items().stream()
                        .anyMatch(
                                mail -> mail.kind().equals(kind) && mail.state().equals(state)));
    }

    /** What these tests read of the outbox. */
    record PageSeen(List<MailSeen> items, long total) {}

    record MailSeen(
            UUID id,
            String kind,
            String state,
            int attempts,
            @Nullable String problem,
            @Nullable String to,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html) {}
}
