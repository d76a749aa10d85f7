package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(location(signedIn(asked))).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/", "//evil.example/", "/\\evil.example/", "evil.example", "javascript:x"})
    void nobodyIsLedToAnotherHostByACookieOfAnotherProgram(String elsewhere) throws IOException {
        String cookie = Base64.getEncoder().encodeToString(elsewhere.getBytes(StandardCharsets.UTF_8));

        List<String> signedIn = signedIn(List.of("Set-Cookie: REDIRECT_URI=" + cookie + "; Path=/"));

        assertThat(location(signedIn)).as("a page of the console").matches("/(evil\\.example/)?");
    }

    @Test
    void aProgramIsToldWhatOfItsRequestIsNotTaken() throws IOException {
        List<String> host = answer("console.evil.example", "GET /api/v1/topics HTTP/1.1", "A: b", "");
        List<String> method = answer("PROPFIND /api/v1/topics HTTP/1.1", "A: b", "");
        List<String> page = answer("console.evil.example", "GET /topics HTTP/1.1", "A: b", "");

        assertThat(host)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/problem+json")
                .endsWith(
                        "{\"detail\":\"Expected a host name of the console but found \\\"console.evil.example\\\". Ask for"
                                + " localhost, or set avenant.console.hosts to the names that it has.\","
                                + "\"status\":400,\"title\":\"Bad Request\"}");
        assertThat(method)
                .contains("Content-Type: application/problem+json")
                .endsWith("{\"detail\":\"The path, a parameter or a header has a character that is not taken, such as a"
                        + " control character, or the method is one that nothing here has.\",\"status\":400,"
                        + "\"title\":\"Bad Request\"}");
        assertThat(page).startsWith("HTTP/1.1 400 ").doesNotContain("Content-Type: application/problem+json");
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
        return answer("console.example", request, headers, body);
    }

    private List<String> answer(String host, String request, String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
