package dev.avenant.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Printable;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value with the place where it begins.
 *
 * @param value a {@code Map<String, LocatedJson>}, a {@code List<LocatedJson>}, a String, a Number as text in
 *     {@link NumberText}, a Boolean, or null
 * @param span where it stands in the text, without a byte order mark
 */
record LocatedJson(@Nullable Object value, SourceLocation location, Span span) {
    /**
     * Offsets in UTF-16 units.
     *
     * @param outer where it begins with its key; the same as {@code start} for what has none
     * @param start where it begins
     * @param end behind its last character
     */
    record Span(int outer, int start, int end) {}

    /** A number as it was written, which keeps its digits. */
    record NumberText(String text) {}

    @SuppressWarnings("unchecked")
    @Nullable
    Map<String, LocatedJson> object() {
        return value instanceof Map ? (Map<String, LocatedJson>) value : null;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    List<LocatedJson> array() {
        return value instanceof List ? (List<LocatedJson>) value : null;
    }

    @Nullable
    String text() {
        return value instanceof String string ? string : null;
    }

    /** What kind of value this is, for an error message. */
    Sentence kind() {
        if (value == null) {
            return Sentence.quoting("null");
        }
        if (value instanceof Map) {
            return SchemaText.of("json.object");
        }
        if (value instanceof List) {
            return SchemaText.of("json.array");
        }
        if (value instanceof String string) {
            return Sentence.quoting('"' + Printable.shorten(string, SchemaLimits.SHOWN) + '"');
        }
        return Sentence.quoting(value instanceof NumberText number ? number.text() : String.valueOf(value));
    }

    static LocatedJson parse(String file, String text, SchemaLimits limits) {
        if (text.length() > limits.maxCharacters()) {
            throw SchemaSyntaxException.of(
                    SourceLocation.startOf(file),
                    "syntax.characters",
                    String.valueOf(limits.maxCharacters()),
                    String.valueOf(text.length()));
        }
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new Reading(file, limits).read(json);
    }

    private static final class Reading {
        private final String file;
        private final SchemaLimits limits;

        Reading(String file, SchemaLimits limits) {
            this.file = file;
            this.limits = limits;
        }

        LocatedJson read(String text) {
            JsonFactory factory = JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(limits.maxDepth() + 8)
                            .maxStringLength(limits.maxCharacters())
                            .maxDocumentLength(-1)
                            .build())
                    // as Avro's own parser does
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();
            try (JsonParser parser = factory.createParser(text)) {
                JsonToken first = parser.nextToken();
                if (first == null) {
                    throw SchemaSyntaxException.notJson(SourceLocation.startOf(file), "syntax.empty");
                }
                LocatedJson root = value(parser, first, 0, -1);
                if (parser.nextToken() != null) {
                    throw SchemaSyntaxException.of(at(parser.currentTokenLocation()), "syntax.end");
                }
                return root;
            } catch (JsonProcessingException e) {
                JsonLocation where = e.getLocation();
                throw SchemaSyntaxException.notJson(
                        where == null ? SourceLocation.startOf(file) : at(where),
                        "syntax.json",
                        SchemaSyntaxException.firstSentence(e.getOriginalMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private LocatedJson value(JsonParser parser, JsonToken token, int depth, int key) throws IOException {
            SourceLocation location = at(parser.currentTokenLocation());
            if (depth > limits.maxDepth()) {
                throw SchemaSyntaxException.of(location, "syntax.nesting", String.valueOf(limits.maxDepth()));
            }
            int start = (int) parser.currentTokenLocation().getCharOffset();
            Object value = switch (token) {
                case START_OBJECT -> members(parser, depth);
                case START_ARRAY -> items(parser, depth);
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> null;
            };
            int end = value instanceof NumberText number
                    ? start + number.text().length()
                    : (int) parser.currentLocation().getCharOffset();
            return new LocatedJson(value, location, new Span(key < 0 ? start : key, start, end));
        }

        private Map<String, LocatedJson> members(JsonParser parser, int depth) throws IOException {
            Map<String, LocatedJson> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                SourceLocation location = at(parser.currentTokenLocation());
                int key = (int) parser.currentTokenLocation().getCharOffset();
                if (members.put(name, value(parser, parser.nextToken(), depth + 1, key)) != null) {
                    throw SchemaSyntaxException.of(
                            location, "syntax.key-again", Printable.shorten(name, SchemaLimits.SHOWN));
                }
            }
            return members;
        }

        private List<LocatedJson> items(JsonParser parser, int depth) throws IOException {
            List<LocatedJson> items = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                items.add(value(parser, token, depth + 1, -1));
            }
            return items;
        }

        private SourceLocation at(JsonLocation location) {
            return new SourceLocation(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        }
    }
}
