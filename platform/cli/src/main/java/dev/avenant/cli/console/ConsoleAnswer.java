package dev.avenant.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.operations.OperationException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a console answered, or a part of it. What is not there, since the console is of another version than the command, is an
 * {@link OperationException} that says so.
 *
 * @param json the part
 * @param console that answered
 * @param asked the method and the path, for messages
 */
record ConsoleAnswer(JsonNode json, ConsoleClient console, String asked) {

    private ConsoleAnswer part(JsonNode part) {
        return new ConsoleAnswer(part, console, asked);
    }

    private @Nullable JsonNode orNull(String name) {
        JsonNode found = json.get(name);
        return found == null || found.isNull() ? null : found;
    }

    private JsonNode required(String name, boolean isThere) {
        JsonNode found = orNull(name);
        if (found == null || !isThere) {
            throw unlike(name);
        }
        return found;
    }

    private OperationException unlike(String name) {
        return OperationException.couldNotRun(console.name() + " answered " + asked + " without \"" + name
                + "\" as this command knows it. Is it a console, and of the version of this command?");
    }

    private <T> T understood(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | DateTimeException unknown) {
            throw unlike(name);
        }
    }

    String text(String name) {
        return required(name, json.path(name).isTextual()).asText();
    }

    @Nullable
    String textOrNull(String name) {
        JsonNode found = orNull(name);
        return found == null ? null : found.asText();
    }

    /**
     * What a text in it stands for.
     *
     * @param meaning throws an {@link IllegalArgumentException} or a {@link DateTimeException} for a text that it does not know
     */
    <T> T parsed(String name, Function<String, T> meaning) {
        String text = text(name);
        return understood(name, () -> meaning.apply(text));
    }

    /** The same of a text that may not be there; null when it is not. */
    <T> @Nullable T parsedOrNull(String name, Function<String, T> meaning) {
        String text = textOrNull(name);
        return text == null ? null : understood(name, () -> meaning.apply(text));
    }

    /** The same of each of a list of texts. */
    <T> List<T> parsedTexts(String name, Function<String, T> meaning) {
        List<String> texts = texts(name);
        return understood(name, () -> texts.stream().map(meaning).toList());
    }

    /**
     * Where a list goes on of which this is a part.
     *
     * @param before where this part began; null at the beginning
     * @return null at the end of the list
     */
    @Nullable
    String next(@Nullable String before) {
        String next = textOrNull("next");
        if (next != null && next.equals(before)) {
            throw OperationException.couldNotRun(
                    console.name() + " answered " + asked + " with the same part of the list again. Is it a console?");
        }
        return next;
    }

    long number(String name) {
        return required(name, json.path(name).isIntegralNumber()).asLong();
    }

    int integer(String name) {
        return required(name, json.path(name).canConvertToInt()).asInt();
    }

    @Nullable
    Long numberOrNull(String name) {
        JsonNode found = orNull(name);
        return found == null ? null : Long.valueOf(found.asLong());
    }

    boolean flag(String name) {
        return required(name, json.path(name).isBoolean()).asBoolean();
    }

    /** An object in it; null when there is none. */
    @Nullable
    ConsoleAnswer objectOrNull(String name) {
        JsonNode found = orNull(name);
        return found == null ? null : part(found);
    }

    ConsoleAnswer object(String name) {
        return part(required(name, json.path(name).isObject()));
    }

    /** The items of a list in it. */
    List<ConsoleAnswer> items(String name) {
        return part(required(name, json.path(name).isArray())).items();
    }

    /** Its own items. */
    List<ConsoleAnswer> items() {
        return StreamSupport.stream(json.spliterator(), false).map(this::part).toList();
    }

    List<String> texts(String name) {
        return StreamSupport.stream(required(name, json.path(name).isArray()).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    List<Integer> integers(String name) {
        return StreamSupport.stream(required(name, json.path(name).isArray()).spliterator(), false)
                .map(number -> Integer.valueOf(number.asInt()))
                .toList();
    }

    /** The objects of an object in it, by what their names stand for. */
    <K> Map<K, ConsoleAnswer> objectsByName(String name, Function<String, K> meaning) {
        Map<K, ConsoleAnswer> objects = new LinkedHashMap<>();
        JsonNode found = required(name, json.path(name).isObject());
        found.properties()
                .forEach(object ->
                        objects.put(understood(name, () -> meaning.apply(object.getKey())), part(object.getValue())));
        return objects;
    }

    /** The texts of an object in it, by name. */
    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        required(name, json.path(name).isObject())
                .properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    /** The same by what names and texts stand for. */
    <K, V> Map<K, V> parsedByName(String name, Function<String, K> ofName, Function<String, V> ofText) {
        Map<K, V> meant = new LinkedHashMap<>();
        textsByName(name)
                .forEach((key, text) -> understood(name, () -> meant.put(ofName.apply(key), ofText.apply(text))));
        return meant;
    }
}
