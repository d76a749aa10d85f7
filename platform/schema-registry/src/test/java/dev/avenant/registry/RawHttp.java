package dev.avenant.registry;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends requests whose path and headers go out exactly as they are written, which no HTTP client would do. */
final class RawHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int PATIENCE_MILLIS = 60_000;
    /** Recorded bodies were sent with a space behind each comma and colon, and in ASCII; some answers tell their size. */
    private static final ObjectWriter SPACED = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEntrySpacing(Separators.Spacing.AFTER)
                            .withArrayValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                    .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter()));

    private RawHttp() {}

    /**
     * An answer.
     *
     * @param headers by their names in lower case; several values of one with commas between
     */
    record Reply(int status, Map<String, String> headers, String body) {

        @Nullable
        String contentType() {
            return headers.get("content-type");
        }
    }

    /** Sends a recorded request. */
    static Reply send(URI url, JsonNode request) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = null;
        if (request.has("body")) {
            body = SPACED.writeValueAsBytes(request.get("body"));
        } else if (request.has("rawBody")) {
            body = request.get("rawBody").asText().getBytes(StandardCharsets.UTF_8);
        }
        if (body != null) {
            headers.put("Content-Type", MEDIA_TYPE);
        }
        for (Map.Entry<String, JsonNode> header : request.path("headers").properties()) {
            headers.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            if (!header.getValue().isNull()) {
                headers.put(header.getKey(), header.getValue().asText());
            }
        }
        return send(url, request.get("method").asText(), request.get("path").asText(), headers, body);
    }

    static Reply send(URI url, String method, String path, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        return send(url, method, path, headers, body, PATIENCE_MILLIS);
    }

    /** As the other one, which waits so many milliseconds for a connection, and for each byte. */
    static Reply send(
            URI url, String method, String path, Map<String, String> headers, byte @Nullable [] body, int patience)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), patience);
            socket.setSoTimeout(patience);
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + url.getHost() + ":"
                    + url.getPort() + "\r\nConnection: close\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            if (body != null || method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
                head.append("Content-Length: ")
                        .append(body == null ? 0 : body.length)
                        .append("\r\n");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            if (body != null) {
                out.write(body);
            }
            socket.getOutputStream().write(out.toByteArray());
            socket.getOutputStream().flush();
            return read(new BufferedInputStream(socket.getInputStream()), method);
        }
    }

    private static Reply read(InputStream in, String method) throws IOException {
        String statusLine = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (before, more) -> before + ", " + more);
        }
        byte[] body = method.equals("HEAD") ? new byte[0] : in.readAllBytes();
        return new Reply(
                Integer.parseInt(statusLine.split(" ", -1)[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The answer ended in its head: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
