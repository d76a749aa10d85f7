package dev.avenant.stack.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks a component whether it does its work, in the way its clients would. An answer of false may be asked again. */
@FunctionalInterface
interface Probe {

    int OK = 200;
    Duration PATIENCE = Duration.ofSeconds(3);

    /** One question; never throws because the component is away. */
    boolean answers() throws InterruptedException;

    /** Something listens there. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException away) {
            return false;
        }
    }

    /** A GET of that address is answered with 200. */
    static Probe http(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json, */*")
                .build();
        return () -> {
            if (!listens(address.getPort())) {
                return false;
            }
            try {
                return Http.CLIENT
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == OK;
            } catch (IOException away) {
                return false;
            }
        };
    }

    /** PostgreSQL lets that user in and answers a query. */
    static Probe query(int port, String jdbcUrl, String user, String password) {
        return () -> {
            if (!listens(port)) {
                return false;
            }
            try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("SELECT 1")) {
                return answer.next();
            } catch (SQLException away) {
                return false;
            }
        };
    }

    /** Kafka describes its cluster and has a broker in it. */
    static Probe cluster(int port) {
        return () -> {
            if (!listens(port)) {
                return false;
            }
            try (Admin admin = Admin.create(Map.of(
                    "bootstrap.servers",
                    "localhost:" + port,
                    "request.timeout.ms",
                    (int) PATIENCE.toMillis(),
                    "default.api.timeout.ms",
                    (int) PATIENCE.toMillis()))) {
                return !admin.describeCluster()
                        .nodes()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .isEmpty();
            } catch (ExecutionException | TimeoutException away) {
                return false;
            }
        };
    }

    /** The one client of all HTTP probes; made when the first of them asks. */
    final class Http {

        static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        private Http() {}
    }
}
