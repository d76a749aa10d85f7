package dev.avenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Exchanges that were recorded from another registry, and how an answer is compared with the recorded one. */
final class Transcript {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HASH_ORDER =
            Pattern.compile("/schemas/(ids/[^/]+/(subjects|versions)|types|guids/[^/]+/ids)(\\?.*)?$");

    private final JsonNode root;

    private Transcript(JsonNode root) {
        this.root = root;
    }

    static Transcript read(String resource) throws IOException {
        try (InputStream in = Transcript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("There is no resource " + resource);
            }
            return new Transcript(JSON.readTree(in));
        }
    }

    Map<String, String> properties() {
        return strings("properties");
    }

    private Map<String, String> strings(String member) {
        Map<String, String> strings = new HashMap<>();
        root.path(member)
                .properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    List<JsonNode> steps() {
        List<JsonNode> steps = new ArrayList<>();
        root.path("steps").forEach(steps::add);
        return steps;
    }

    /** The settings of the broker that were not its own, by name; most scenarios have none. */
    Map<String, String> brokerProperties() {
        return strings("broker");
    }

    /**
     * What differs between the recorded answers and those of a registry, which must be empty; each begins with the number of
     * the step.
     */
    List<String> differences(URI url) throws IOException {
        List<String> differences = new ArrayList<>();
        int number = 0;
        for (JsonNode step : steps()) {
            number++;
            JsonNode request = step.path("request");
            Optional<String> difference = difference(step, RawHttp.send(url, request));
            if (difference.isPresent()) {
                differences.add("step " + number + " "
                        + request.path("method").asText() + " "
                        + request.path("path").asText() + " "
                        + abbreviated(request.path("body").toString()) + "\n    " + abbreviated(difference.get()));
            }
        }
        return differences;
    }

    private static String abbreviated(String text) {
        return text.length() < 1_200 ? text : text.substring(0, 1_200) + "…";
    }

    /** What differs between the recorded answer of a step and the one that came; empty when nothing does. */
    static Optional<String> difference(JsonNode step, RawHttp.Reply reply) {
        JsonNode expected = step.path("response");
        for (Map.Entry<String, JsonNode> header : expected.path("headers").properties()) {
            String got = reply.headers().get(header.getKey().toLowerCase(Locale.ROOT));
            if (!header.getValue().asText().equals(got)) {
                return Optional.of("header " + header.getKey() + ": " + got + ", expected " + header.getValue());
            }
        }
        int status = expected.path("status").asInt();
        if (status == 500 && reply.status() >= 400 && reply.status() < 500) {
            return Optional.empty();
        }
        if (status != reply.status()) {
            return Optional.of("status " + reply.status() + ", expected " + status + "; body " + reply.body());
        }
        JsonNode body = expected.path("body");
        boolean text = expected.path("bodyIsText").asBoolean();
        if (text && status >= 400 && !body.asText().isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonNode> got = parse(reply.body());
        if (got.isEmpty() != text) {
            return Optional.of("the body is " + (got.isEmpty() ? "not " : "") + "JSON: " + reply.body());
        }
        if (!contentType(expected).equals(normalized(reply.contentType()))) {
            return Optional.of("content type " + reply.contentType() + ", expected " + expected.path("contentType"));
        }
        Set<String> ignored = new HashSet<>();
        expected.path("volatile").forEach(path -> ignored.add(path.asText()));
        if (got.isEmpty()) {
            return body.asText().equals(reply.body())
                    ? Optional.empty()
                    : Optional.of("body " + reply.body() + ", expected " + body);
        }
        boolean unordered =
                HASH_ORDER.matcher(step.path("request").path("path").asText()).find();
        return unordered
                ? compare(sorted(body), sorted(got.get()), "", ignored)
                : compare(body, got.get(), "", ignored);
    }

    private static String contentType(JsonNode expected) {
        return expected.hasNonNull("contentType")
                ? normalized(expected.path("contentType").asText())
                : "";
    }

    private static String normalized(@Nullable String type) {
        return type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (!node.isArray()) {
            return node;
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        items.sort(Comparator.comparing(JsonNode::toString));
        ArrayNode array = JSON.createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static Optional<String> compare(JsonNode expected, JsonNode got, String path, Set<String> ignored) {
        if (!path.isEmpty() && ignored.contains(path)) {
            return Optional.empty();
        }
        if (expected instanceof ObjectNode one && got instanceof ObjectNode two) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            two.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String below = path.isEmpty() ? name : path + "." + name;
                if (name.equals("ts") || ignored.contains(below)) {
                    continue;
                }
                if (!one.has(name) || !two.has(name)) {
                    return Optional.of(below + ": " + (one.has(name) ? "missing" : "unexpected") + " in " + got);
                }
                Optional<String> found = compare(one.get(name), two.get(name), below, ignored);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        if (expected.isArray() && got.isArray() && expected.size() == got.size()) {
            for (int i = 0; i < expected.size(); i++) {
                Optional<String> found =
                        compare(expected.get(i), got.get(i), path.isEmpty() ? "" + i : path + "." + i, ignored);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return expected.equals(got)
                ? Optional.empty()
                : Optional.of((path.isEmpty() ? "body" : path) + ": " + got + ", expected " + expected);
    }
}
