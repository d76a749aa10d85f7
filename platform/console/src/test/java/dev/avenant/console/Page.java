package dev.avenant.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a browser would get from the console. */
record Page(int status, String html) {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    static Page at(int port, String path) {
        try {
            HttpResponse<String> response = BROWSER.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Page(response.statusCode(), response.body());
        } catch (IOException failed) {
            throw new AssertionError("The console did not answer " + path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while asking for " + path, interrupted);
        }
    }

    /** The text of the page, one space between words, without its tags. */
    String text() {
        return html.replaceAll("(?s)<script.*?</script>", " ")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
