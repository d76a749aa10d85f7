package dev.avenant.stack.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
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

    private static HttpResponse<String> get(InMemoryMailServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
