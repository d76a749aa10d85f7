package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A proxy takes TLS off in front of the console, so that requests come without it and name the host of the proxy. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms",
            "avenant.console.url=https://console.example"
        })
class BehindProxyTest {

    private static final String ADAS = "correct horse";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void users(DynamicPropertyRegistry properties) {
        LocalUser.add(properties, LocalUser.of("ada", ADAS, "role=admin"));
    }

    /** Each address that a browser is led to is one of the page that it is on: that begins with https. */
    @Test
    void nobodyIsLedFromTlsToPlainHttp() throws IOException {
        List<String> asked = answer("GET /audit?page=1 HTTP/1.1", "Accept: text/html", "");
        List<String> signedIn = signedIn(asked);
        List<String> again = answer("GET /sign-in HTTP/1.1", cookies(signedIn), "");

        assertThat(location(asked)).isEqualTo("/sign-in");
        assertThat(location(signedIn)).startsWith("/audit?page=1");
        assertThat(location(again)).isEqualTo("/");
    }

    @Test
    void nobodyIsLedToAnotherHostByAnAddressThatTheyWereGiven() throws IOException {
        List<String> asked = answer("GET //evil.example/audit HTTP/1.1", "Accept: text/html", "");

        assertThat(location(asked)).isEqualTo("/sign-in");
        assertThat(location(signedIn(asked))).startsWith("/evil.example/audit");
    }

    private List<String> signedIn(List<String> asked) throws IOException {
        List<String> form = answer("GET /sign-in HTTP/1.1", cookies(asked), "");
        String token = form.stream()
                .filter(line -> line.contains("name=\"_csrf\""))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*name=\"_csrf\"[^>]* value=\"([^\"]+)\".*", "$1");
        String body = "name=ada&password=correct+horse&_csrf=" + token;

        return answer(
                "POST /sign-in HTTP/1.1",
                cookies(asked, form) + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length(),
                body);
    }

    private static String location(List<String> answer) {
        return answer.stream()
                .filter(line -> line.startsWith("Location: "))
                .map(line -> line.substring("Location: ".length()))
                .findFirst()
                .orElse(answer.get(0));
    }

    @SafeVarargs
    private static String cookies(List<String>... answers) {
        StringBuilder cookies = new StringBuilder("Cookie: a=b");
        for (List<String> answer : answers) {
            answer.stream()
                    .filter(line -> line.startsWith("Set-Cookie: "))
                    .map(line -> line.substring("Set-Cookie: ".length()).replaceFirst(";.*", ""))
                    .forEach(cookie -> cookies.append("; ").append(cookie));
        }
        return cookies.toString();
    }

    /** As the proxy asks: the client of the JDK lets nobody name another host than it connects to. */
    private List<String> answer(String request, String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: console.example\r\nConnection: close\r\n" + headers + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
