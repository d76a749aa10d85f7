package jobplatform.user;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client library would send, byte by byte. */
@Tag("broker")
class RawRequestsTest extends UserServiceTestBase {

    private static final int PATIENCE_MILLIS = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/users?page=%zz HTTP/1.1|",
                "GET /api/users?page=%ff HTTP/1.1|",
                "GET /api/users?page=1;size=<> HTTP/1.1|",
                "GET /api/users/%00 HTTP/1.1|",
                "GET /api/users/%2F%2e%2e HTTP/1.1|",
                "GET /api/users/{} HTTP/1.1|",
                "GET /api/users/..;/..;/secrets HTTP/1.1|",
                "GET /api/users/1/employer-statistics/ HTTP/1.1|",
                "BREW /api/users HTTP/1.1|",
                "TRACE /api/users HTTP/1.1|",
                "GET /api/users HTTP/9.9|",
                "GET /api/users HTTP/1.1|Accept: not a media type",
                "GET /api/users HTTP/1.1|Accept: ;;;",
                "POST /api/users HTTP/1.1|Content-Type: application/json;charset=nope\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/json;charset=utf-16\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: /\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/json\nContent-Length: -1\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/json\nContent-Length: two\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/json\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n",
                "POST /api/users HTTP/1.1|Idempotency-Key: a\nContent-Type: application/json\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n",
                "POST /api/users HTTP/1.1|Idempotency-Key: a\nContent-Type: application/json\nContent-Length: 9\n\n{}",
                "POST /api/users HTTP/1.1|Idempotency-Key: \u00e9\nContent-Type: application/json\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Idempotency-Key: a b\nAccept: image/png\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Accept: image/png\nContent-Length: 300000\n\n{}",
                "POST /api/users;a=b HTTP/1.1|Accept: image/png\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/json\nContent-Encoding: gzip\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: multipart/form-data\nContent-Length: 2\n\n{}",
                "POST /api/users HTTP/1.1|Content-Type: application/x-www-form-urlencoded\nContent-Length: 5\n\na=%zz",
                "PUT /api/users/1 HTTP/1.1|Content-Type: application/x-www-form-urlencoded\nContent-Length: 5\n\na=%zz",
                "PATCH /api/users/1 HTTP/1.1|Content-Type: application/merge-patch+json\nContent-Length: 2\n\n{}"
            })
    void areTheCallersFault(String request) throws IOException {
        String answer = send(request.replace(
                "|", "\nHost: localhost\nConnection: close\nAuthorization: Bearer " + tokens.ofAdministrator() + "\n"));

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
        assertThat(answer).doesNotContain("Exception", "\tat ", "Apache Tomcat/");
    }

    private String send(String lines) throws IOException {
        String request = lines.contains("\n\n") ? lines : lines + "\n\n";
        URI service = URI.create(address("/"));
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
