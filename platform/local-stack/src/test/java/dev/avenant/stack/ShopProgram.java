package dev.avenant.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** With a port it waits for what the task has done, then tells its name over HTTP; without one it is the task. */
final class ShopProgram {

    private ShopProgram() {}

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
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
