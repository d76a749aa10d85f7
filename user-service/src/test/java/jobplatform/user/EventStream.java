package jobplatform.user;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client that follows a stream of server-sent events, as lines. */
final class EventStream implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpResponse<Stream<String>> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean beaten;
    private boolean isInComment;
    private final CompletableFuture<Void> end;

    private EventStream(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.end = CompletableFuture.runAsync(() -> {
            try {
                response.body().forEach(this::accept);
            } catch (UncheckedIOException broken) {
                throw new IllegalStateException("The stream broke after " + lines, broken);
            }
        });
    }

    /** Asks for a stream; what is answered may be a refusal. */
    static EventStream open(String address, String accessToken, @Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + accessToken);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new EventStream(CLIENT.send(request.build(), BodyHandlers.ofLines()));
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private void accept(String line) {
        if (line.equals(":")) {
            beaten = true;
            isInComment = true;
        } else if (isInComment) {
            isInComment = false; // the empty line behind it
        } else {
            lines.add(line);
        }
    }

    /** All that has come, but for the comments that keep the connection alive. */
    String text() {
        return String.join("\n", lines);
    }

    /** The ids that have come, that of the beginning among them. */
    List<String> ids() {
        return lines.stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring("id:".length()))
                .toList();
    }

    boolean hasBeaten() {
        return beaten;
    }

    /** Completes when the server ends the stream, exceptionally when it breaks. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
