package dev.avenant.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * With a port it waits for what the task has done, then tells its name over HTTP; without one it is the task. With the name of
 * another in {@code STOPS_WITH}, its end waits until the other one's has begun.
 */
final class ShopProgram {

    private ShopProgram() {}

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 20;

    public static void main(String[] arguments) throws IOException {
        Path done = Path.of(System.getenv("DONE"));
        String port = System.getenv("PORT");
        if (port == null) {
            Files.writeString(done, "done");
            return;
        }
        String needed = Files.readString(done);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        server.createContext("/health", exchange -> answer(exchange, needed));
        server.createContext("/name", exchange -> answer(exchange, System.getenv("NAME")));
        Path temporary = Files.createTempFile("shop", ".tmp");
        server.createContext("/temporary", exchange -> answer(exchange, temporary.toString()));
        server.start();
        String other = System.getenv("STOPS_WITH");
        if (other != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(System.getenv("NAME"), other)));
        }
    }

    private static void stop(String name, String other) {
        try {
            Files.writeString(Path.of(name + ".stopping"), "");
            for (int waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
                if (Files.exists(Path.of(other + ".stopping"))) {
                    Files.writeString(Path.of(name + ".met"), other);
                    return;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
