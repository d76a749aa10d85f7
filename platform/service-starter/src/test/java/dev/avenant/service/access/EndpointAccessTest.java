package dev.avenant.service.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What nobody gets who has no access token, however the address is written, and what everybody gets. */
@Tag("broker")
@SpringBootTest(classes = GuardedService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndpointAccessTest {

    private static final int PATIENCE_MILLIS = 20_000;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/guarded/mine",
                "GET /api/guarded/mine/",
                "GET /api/guarded/mine//",
                "GET //api/guarded/mine",
                "GET /api//guarded/mine",
                "GET /api/./guarded/mine",
                "GET /api/guarded/public/../mine",
                "GET /api/guarded/public/..;/mine",
                "GET /api/guarded/public%2f..%2fmine",
                "GET /api/guarded/%6dine",
                "GET /api/guarded/%6Dine/",
                "GET /api/guarded/mine;a=b",
                "GET /api/guarded;a=b/mine",
                "GET /api/guarded/mine%00",
                "GET /api/guarded/mine%20",
                "GET /api/guarded/mine.json",
                "GET /API/GUARDED/MINE",
                "GET /api/guarded/mine?a=/api/guarded/public",
                "GET http://elsewhere/api/guarded/mine",
                "HEAD /api/guarded/mine",
                "get /api/guarded/mine",
                "POST /api/guarded/office",
                "GET /actuator/beans",
                "GET /actuator/beans/",
                "GET /actuator/health/../beans",
                "GET /actuator/%62eans"
            })
    void letsNobodyIn(String request) throws IOException {
        for (String header :
                new String[] {"", "X-HTTP-Method-Override: GET\r\n", "X-Original-URL: /api/guarded/public\r\n"}) {
            assertThat(answer(request, header)).as("%s %s", request, header).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/guarded/public, 200",
        "GET /api/guarded/public/, 200",
        "HEAD /api/guarded/public, 200",
        "OPTIONS /api/guarded/mine, 200",
        "DELETE /api/guarded/mine, 405",
        "GET /api/nothing, 404",
        "GET /v3/api-docs, 200",
        "GET /swagger-ui/index.html, 200",
        "GET /actuator/health, 200"
    })
    void letsEverybodyIn(String request, int status) throws IOException {
        assertThat(answer(request, "")).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void keepsTheRulesOfControllersApartThatInheritAMethod() throws IOException {
        assertThat(answer("GET /api/inherited/public", "")).startsWith("HTTP/1.1 200 ");
        assertThat(answer("GET /api/inherited/office", "")).startsWith("HTTP/1.1 401 ");
    }

    private String answer(String request, String header) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n")
                            .getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
