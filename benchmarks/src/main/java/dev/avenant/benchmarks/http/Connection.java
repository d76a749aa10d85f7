package dev.avenant.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept open and sends one request after the other. It does as little as it can, since it runs on
 * the cores of the server that it measures; a full HTTP client takes more of them than the server does.
 */
public final class Connection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final String LAST = "connection: close";

    private final URI url;
    private final byte[] line = new byte[8192];
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** To the server at that address, opened by the first request. */
    public Connection(URI url) {
        this.url = url;
    }

    /** What came back; the body only when it was asked for. */
    public record Reply(int status, String body) {}

    /**
     * A request as it goes over the wire.
     *
     * @param headers beside those that say where it goes and how long it is
     * @param body empty for none
     */
    public static byte[] request(URI url, String method, String path, Map<String, String> headers, String body) {
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param wantsBody whether the answer's body is read as text; otherwise it may be empty
     */
    public Reply send(byte[] request, boolean wantsBody) throws IOException {
        Socket open = socket;
        InputStream reader = in;
        if (open == null || reader == null) {
            open = new Socket(url.getHost(), url.getPort());
            open.setTcpNoDelay(true);
            open.setSoTimeout(PATIENCE_MILLIS);
            reader = new BufferedInputStream(open.getInputStream(), 1 << 16);
            socket = open;
            in = reader;
        }
        try {
            OutputStream out = open.getOutputStream();
            out.write(request);
            return read(reader, wantsBody);
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    private Reply read(InputStream reader, boolean wantsBody) throws IOException {
        String first = readLine(reader);
        int status = Integer.parseInt(first.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = readLine(reader); !header.isEmpty(); header = readLine(reader)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).trim());
            } else if (lower.equals(CHUNKED)) {
                chunked = true;
            } else if (lower.equals(LAST)) {
                last = true;
            }
        }
        Reply reply = new Reply(status, chunked ? readChunks(reader) : readBody(reader, length, wantsBody));
        if (last) {
            close();
        }
        return reply;
    }

    private static String readBody(InputStream reader, int length, boolean wanted) throws IOException {
        if (wanted) {
            return new String(reader.readNBytes(length), StandardCharsets.UTF_8);
        }
        reader.skipNBytes(length);
        return "";
    }

    private String readChunks(InputStream reader) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = size(reader); size > 0; size = size(reader)) {
            body.append(readBody(reader, size, true));
            readLine(reader);
        }
        readLine(reader);
        return body.toString();
    }

    private int size(InputStream reader) throws IOException {
        return Integer.parseInt(readLine(reader).split(";", 2)[0].trim(), 16);
    }

    private String readLine(InputStream reader) throws IOException {
        int length = 0;
        for (int b = reader.read(); b != '\n'; b = reader.read()) {
            if (b < 0) {
                throw new EOFException("The server closed the connection in its answer");
            }
            if (b != '\r') {
                line[length++] = (byte) b;
            }
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
