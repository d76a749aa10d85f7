package dev.avenant.console;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** What a browser would get from the console. */
record Page(int status, String html, HttpHeaders headers) {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    static Page at(int port, String path) {
        return in(port, path, "en");
    }

    /** In one of the languages of a browser that prefers these. */
    static Page in(int port, String path, String languages) {
        return of(request(port, path).header("Accept-Language", languages).build());
    }

    /** What a form of another site would get. */
    static Page post(int port, String path, String form) {
        return of(request(port, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    /** What somebody gets who opens a form, writes into its one field and sends it. */
    static Page submit(int port, String path, String field, String text) {
        return submit(port, path, path, Map.of(field, text));
    }

    /**
     * What somebody gets who opens a page, fills a form of it and sends that.
     *
     * @param action where the form is sent to
     */
    static Page submit(int port, String path, String action, Map<String, String> fields) {
        Page form = at(port, path);
        String token = form.found("name=\"_csrf\" value=\"([^\"]+)\"");
        String cookie = form.header("Set-Cookie").replaceFirst(";.*", "");
        StringBuilder body = new StringBuilder("_csrf=" + encoded(token));
        fields.forEach((name, text) -> body.append('&').append(name).append('=').append(encoded(text)));
        return of(request(port, action)
                .header("Accept-Language", "en")
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What a form of the page carries without showing it. */
    String hidden(String name) {
        return HtmlUtils.htmlUnescape(found("type=\"hidden\" name=\"" + name + "\" value=\"([^\"]+)\""));
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + html);
        }
        return matcher.group(1);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
    }

    private static Page of(HttpRequest request) {
        try {
            HttpResponse<String> response = BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(response.statusCode(), response.body(), response.headers());
        } catch (IOException failed) {
            throw new AssertionError("The console did not answer " + request.uri(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while asking for " + request.uri(), interrupted);
        }
    }

    /** The status of the answer to a request that names this host. */
    static int statusFor(int port, String host) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET /subjects HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }

    /** A header of the answer; empty when it is not there. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The text of the page, one space between words, without its tags. */
    String text() {
        return textOf(html);
    }

    /** The same of the part that is not alike on all pages. */
    String main() {
        int from = html.indexOf("<main>");
        int to = html.indexOf("</main>");
        return from < 0 || to < from ? "" : textOf(html.substring(from, to));
    }

    /** Where its links that begin so lead. */
    List<String> links(String beginning) {
        return Pattern.compile("href=\"(" + Pattern.quote(beginning) + "[^\"]+)\"")
                .matcher(html)
                .results()
                .map(link -> HtmlUtils.htmlUnescape(link.group(1)))
                .distinct()
                .toList();
    }

    private static String textOf(String html) {
        return HtmlUtils.htmlUnescape(html.replaceAll("(?s)<script.*?</script>", " ")
                        .replaceAll("<(textarea|select)(?s).*?</(textarea|select)>", " ")
                        .replaceAll("<[^>]+>", " "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
