package dev.avenant.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Headers that go with every answer, as Confluent's {@code response.http.headers.config} writes them: {@code set} or
 * {@code add} with a name and a value, or {@code setDate} and {@code addDate} with a name and milliseconds from now; with
 * commas between, and in double quotes where a value has commas.
 */
public final class ResponseHeaders {

    /** No headers besides those that an answer has of itself. */
    public static final ResponseHeaders NONE = new ResponseHeaders(List.of());

    private static final Pattern ITEM = Pattern.compile("\\G\\s*(?:\"([^\"]*)\"|([^\",]*))\\s*(?:,|$)");
    private static final Pattern HEADER = Pattern.compile("\\s*(\\S+)\\s+([^\\s:]+)\\s*:\\s*(.*?)\\s*");

    private final List<Header> headers;

    private ResponseHeaders(List<Header> headers) {
        this.headers = List.copyOf(headers);
    }

    private enum Action {
        SET,
        ADD,
        SETDATE,
        ADDDATE;

        boolean isDate() {
            return this == SETDATE || this == ADDDATE;
        }

        boolean replaces() {
            return this == SET || this == SETDATE;
        }
    }

    private record Header(Action action, String name, String value) {

        HttpField field() {
            return new HttpField(
                    name,
                    action.isDate()
                            ? DateGenerator.formatDate(System.currentTimeMillis() + Long.parseLong(value))
                            : value);
        }
    }

    /** Reads the property; throws {@link IllegalArgumentException} that says which part is wrong and how it must be. */
    public static ResponseHeaders parse(String config) {
        List<Header> headers = new ArrayList<>();
        Matcher items = ITEM.matcher(config);
        int end = 0;
        while (end < config.length() && items.find()) {
            headers.add(header(items.group(1) == null ? items.group(2) : items.group(1)));
            end = items.end();
        }
        if (end < config.length()) {
            throw wrong(config.substring(end));
        }
        return new ResponseHeaders(headers);
    }

    private static Header header(String text) {
        Matcher parts = HEADER.matcher(text);
        if (!parts.matches()) {
            throw wrong(text);
        }
        try {
            Action action = Action.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
            if (action.isDate()) {
                Long.parseLong(parts.group(3));
            }
            return new Header(action, parts.group(2), parts.group(3));
        } catch (IllegalArgumentException unknown) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("response.http.headers.config has '" + text.trim()
                + "', but every part must be set, add, setDate or addDate, a name, a colon and a value, such as"
                + " \"add Cache-Control: no-cache, no-store\" (in double quotes where it has a comma)");
    }

    /** Puts them among those of an answer. */
    void applyTo(HttpFields.Mutable fields) {
        for (Header header : headers) {
            if (header.action.replaces()) {
                fields.put(header.field());
            } else {
                fields.add(header.field());
            }
        }
    }
}
