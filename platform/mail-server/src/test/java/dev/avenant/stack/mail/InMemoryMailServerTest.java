package dev.avenant.stack.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class InMemoryMailServerTest {

    @Test
    void showsTheMailsThatItTook() throws Exception {
        try (InMemoryMailServer server = InMemoryMailServer.start(0, 0)) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(get(server, "/messages").body()).isEmpty();
            ServerSetup setup = new ServerSetup(server.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

            GreenMailUtil.sendTextEmail("anybody@example.com", "sender@example.com", "Subject one", "Text one", setup);
            GreenMailUtil.sendTextEmail("another@example.com", "sender@example.com", "Subject two", "Text two", setup);

            assertThat(get(server, "/messages").body())
                    .containsSubsequence(
                            "To: anybody@example.com",
                            "Subject: Subject one",
                            "Text one",
                            "To: another@example.com",
                            "Text two");
            assertThat(get(server, "/api/v1/messages").body())
                    .contains("\"total\":2", "\"Address\":\"another@example.com\"", "\"Subject\":\"Subject two\"");
        }
    }

    @Test
    void keepsTheNewestOnlySoThatItsMemoryIsBounded() throws Exception {
        // Given
        NewestMails mails = new NewestMails();
        MimeMessage last = message("last");

        // When
        mails.deliver(message("first"));
        for (int i = 1; i < NewestMails.MOST; i++) {
            mails.deliver(message("between"));
        }
        mails.deliver(last);

        // Then
        assertThat(mails.all()).hasSize(NewestMails.MOST).endsWith(last);
        assertThat(mails.all().get(0).getSubject()).isEqualTo("between");
    }

    private static MimeMessage message(String subject) throws MessagingException {
        MimeMessage message = new MimeMessage((Session) null);
        message.setSubject(subject);
        return message;
    }

    private static HttpResponse<String> get(InMemoryMailServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
