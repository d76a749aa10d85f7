package jobplatform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import jobplatform.demo.DemoPlan.Account;
import jobplatform.demo.DemoPlan.Seeker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an account that is there already. */
@Tag("fast")
class AccountsTest {

    private static final String TOKEN = "e30."
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"sub\":\"ID\"}".getBytes(StandardCharsets.UTF_8))
            + ".e30";
    private static final Map<String, String> ANSWERS = Map.of(
            "POST /api/users", "409 {}",
            "POST /api/auth/token", "200 {\"accessToken\":\"" + TOKEN + "\",\"expiresIn\":600}",
            "PATCH /api/users/ID", "409 {\"detail\":\"version: is 1, but the user is at version 2\"}");

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void leavesAProfileAsItIsThatWasChangedSinceItWasRegistered() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        ServiceClient users = new ServiceClient(HttpClient.newHttpClient(), "user-service", address);
        Account account = new Account("anna.keller", "anna.keller@example.com", "Anna Keller");

        new Accounts(users, new Tally(), Clock.systemUTC())
                .open(new Seeker(account, List.of("Java"), "Berlin", true, List.of()));

        assertThat(changes).singleElement().asString().contains("\"version\":1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("PATCH")) {
            changes.add(body);
        }
        String answer = ANSWERS.getOrDefault(exchange.getRequestMethod() + ' ' + exchange.getRequestURI(), "404 {}");
        byte[] bytes = answer.substring(4).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
