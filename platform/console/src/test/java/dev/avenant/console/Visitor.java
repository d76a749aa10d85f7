package dev.avenant.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser of their own, which keeps cookies and goes where it is led. */
final class Visitor {

    /** What is never answered fails a test in place of holding it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final CookieManager cookies;
    private final HttpClient browser;
    private final String console;

    private Visitor(String console, CookieManager cookies, HttpClient.Redirect redirects) {
        this.console = console;
        this.cookies = cookies;
        this.browser = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(redirects)
                .build();
    }

    /** Somebody who has signed in nowhere. */
    static Visitor of(int port) {
        return new Visitor(
                "http://localhost:" + port,
                new CookieManager(null, CookiePolicy.ACCEPT_ALL),
                HttpClient.Redirect.NORMAL);
    }

    /** The same one, who goes nowhere that they are led to. */
    Visitor staying() {
        return new Visitor(console, cookies, HttpClient.Redirect.NEVER);
    }

    /**
     * What an address answered.
     *
     * @param address where the browser was led to
     */
    record Answer(URI address, Page page) {
        int status() {
            return page.status();
        }

        String place() {
            return address.getPath() + (address.getQuery() == null ? "" : "?" + address.getQuery());
        }

        String text() {
            return page.text();
        }

        /** What its forms carry, so that they are known to be the console's. */
        String token() {
            Matcher token = TOKEN.matcher(page.html());
            if (!token.find()) {
                throw new AssertionError("No form in " + place() + ": " + text());
            }
            return token.group(1);
        }
    }

    Answer at(String path) {
        return at(path, Map.of());
    }

    Answer at(String path, Map<String, String> headers) {
        return send(request(path, headers).GET());
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        URI address = path.startsWith("http") ? URI.create(path) : URI.create(console + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "text/html")
                .header("Accept-Language", "en");
        headers.forEach(request::setHeader);
        return request;
    }

    /** Opens a page, fills the form of it and sends that. */
    Answer submit(String path, String action, Map<String, String> fields) {
        Answer form = at(path);
        return post(form.address().resolve(action).toString(), with(fields, "_csrf", form.token()), Map.of());
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String text) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(name, text);
        return all;
    }

    Answer post(String path, Map<String, String> fields, Map<String, String> headers) {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Any method with any body. */
    Answer send(String method, String path, String body, Map<String, String> headers) {
        return send(request(path, headers).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.uri(), new Page(answer.statusCode(), answer.body(), answer.headers()));
        } catch (IOException failed) {
            throw new AssertionError("No answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }

    Answer signIn(String name, String password) {
        return submit("/sign-in", "/sign-in", Map.of("name", name, "password", password));
    }

    Visitor signedIn(String name, String password) {
        Answer answer = signIn(name, password);
        if (answer.place().startsWith("/sign-in")) {
            throw new AssertionError("Not signed in: " + answer.text());
        }
        return this;
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    static Map<String, String> basic(String name, String password) {
        return Map.of(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
