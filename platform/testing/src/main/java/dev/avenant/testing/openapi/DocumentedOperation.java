package dev.avenant.testing.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a document says of one method of one path.
 *
 * @param method in capitals
 * @param path with the names of its variables in braces
 * @param pattern which paths it is for
 * @param pointer where it is in the document, as a JSON pointer
 * @param node what is there
 */
record DocumentedOperation(String method, String path, Pattern pattern, String pointer, JsonNode node) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /**
     * A parameter.
     *
     * @param name its name
     * @param in {@code path}, {@code query} or {@code header}
     * @param required whether it must be given
     * @param mayBeEmpty whether it may be given without a value
     * @param schema what its values are
     * @param schemaPointer where that is in the document
     */
    record Parameter(
            String name, String in, boolean required, boolean mayBeEmpty, JsonNode schema, String schemaPointer) {}

    static DocumentedOperation of(String path, String method, JsonNode node) {
        StringBuilder regex = new StringBuilder();
        Matcher variables = VARIABLE.matcher(path);
        int from = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(path.substring(from, variables.start()))).append("([^/]*)");
            from = variables.end();
        }
        regex.append(Pattern.quote(path.substring(from)));
        String pointer = "/paths/" + escaped(path) + '/' + method;
        return new DocumentedOperation(
                method.toUpperCase(java.util.Locale.ROOT), path, Pattern.compile(regex.toString()), pointer, node);
    }

    static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }

    String name() {
        return method + ' ' + path;
    }

    /** How much of the path is written out; of two that fit a request the one with more is meant. */
    int literals() {
        return VARIABLE.matcher(path).replaceAll("").length();
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        JsonNode all = node.path("parameters");
        for (int i = 0; i < all.size(); i++) {
            JsonNode each = all.get(i);
            parameters.add(new Parameter(
                    each.path("name").asString(),
                    each.path("in").asString(),
                    each.path("required").asBoolean(false),
                    each.path("allowEmptyValue").asBoolean(false),
                    each.path("schema"),
                    pointer + "/parameters/" + i + "/schema"));
        }
        return parameters;
    }

    List<Parameter> parametersIn(String place) {
        return parameters().stream().filter(each -> each.in().equals(place)).toList();
    }

    /** The decoded values of the path's variables. */
    Map<String, String> variables(String requestPath) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher request = pattern.matcher(requestPath);
        Matcher names = VARIABLE.matcher(path);
        if (request.matches()) {
            for (int i = 1; names.find(); i++) {
                values.put(names.group(1), decoded(request.group(i)));
            }
        }
        return values;
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    boolean needsAccessToken() {
        return !node.path("security").isEmpty();
    }

    boolean needsBody() {
        return node.path("requestBody").path("required").asBoolean(false);
    }

    /** The media type that is described for the one of a request or an answer, or null when none is. */
    static @Nullable String mediaType(JsonNode content, String type) {
        return StreamSupport.stream(content.propertyNames().spliterator(), false)
                .filter(described -> described.equals("*/*") || described.equalsIgnoreCase(type))
                .findFirst()
                .orElse(null);
    }
}
