package dev.avenant.operations.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a schema can be found by.
 *
 * @param recordName the name of the type without its namespace; the type where it has no name
 * @param words in the order of the schema
 */
public record SchemaWords(String recordName, List<Word> words) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a word is, in the order in which it is told. */
    public enum Kind {
        NAME,
        FIELD,
        TAG,
        LOGICAL_TYPE,
        SYMBOL,
        ALIAS,
        DOC
    }

    /**
     * One text of the schema.
     *
     * @param place the field or type that says it
     * @param lowerCase what a search is compared with
     */
    public record Word(Kind kind, String place, String text, String lowerCase) {
        static Word of(Kind kind, String place, String text) {
            return new Word(kind, place, text, text.toLowerCase(Locale.ROOT));
        }
    }

    public SchemaWords {
        words = List.copyOf(words);
    }

    /** Those of a schema as JSON; of what is none, such as Protobuf, its whole text. */
    public static SchemaWords of(String schema) {
        List<Word> words = new ArrayList<>();
        try {
            JsonNode root = JSON.readTree(schema);
            collect(root, "", words);
            String name = root.path("name").asText(SchemaTypes.typeOf(root));
            return new SchemaWords(Printable.of(name.substring(name.lastIndexOf('.') + 1)), words);
        } catch (JsonProcessingException noJson) {
            return new SchemaWords("", List.of(Word.of(Kind.DOC, "", schema)));
        }
    }

    /** What a schema and the fields in it are marked with, each once, in order. */
    public static List<String> tagsOf(String schema) {
        return of(schema).words().stream()
                .filter(word -> word.kind() == Kind.TAG)
                .map(word -> Printable.of(word.text()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The first word that has a part of a text; the text is in lower case. */
    public Optional<Word> find(String part) {
        return words.stream()
                .filter(word -> word.lowerCase().contains(part))
                .min((one, other) -> one.kind().compareTo(other.kind()));
    }

    private static void collect(JsonNode node, String place, List<Word> words) {
        if (node.isArray()) {
            node.forEach(part -> collect(part, place, words));
            return;
        }
        if (!node.isObject()) {
            return;
        }
        String name = node.path("name").asText("");
        boolean field = !isDefinition(node.path("type").asText());
        String here = name.isEmpty() ? place : name;
        if (!name.isEmpty()) {
            words.add(Word.of(field ? Kind.FIELD : Kind.NAME, place, name));
        }
        if (!field && node.path("namespace").isTextual()) {
            words.add(Word.of(Kind.NAME, here, node.get("namespace").textValue()));
        }
        add(node.path("tags"), Kind.TAG, here, words);
        add(node.path("logicalType"), Kind.LOGICAL_TYPE, here, words);
        add(node.path("symbols"), Kind.SYMBOL, here, words);
        add(node.path("aliases"), Kind.ALIAS, here, words);
        add(node.path("doc"), Kind.DOC, here, words);
        for (String inner : List.of("fields", "type", "items", "values")) {
            collect(node.path(inner), here, words);
        }
    }

    private static boolean isDefinition(String type) {
        return switch (type) {
            case "record", "error", "enum", "fixed" -> true;
            default -> false;
        };
    }

    private static void add(JsonNode texts, Kind kind, String place, List<Word> words) {
        if (texts.isTextual()) {
            words.add(Word.of(kind, place, texts.textValue()));
        }
        texts.forEach(text -> words.add(Word.of(kind, place, text.asText())));
    }
}
