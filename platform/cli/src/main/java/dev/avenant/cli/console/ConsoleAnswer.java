package dev.avenant.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.operations.OperationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            throw OperationException.couldNotRun(console.name() + " answered " + asked + " without \"" + name
                    + "\" as this command knows it. Is it a console, and of the version of this command?");
        }
        return found;
    }

    String text(String name) {
        return required(name, json.path(name).isTextual()).asText();
    }

    @Nullable
    String textOrNull(String name) {
        JsonNode found = orNull(name);
        return found == null ? null : found.asText();
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

    /** The objects of an object in it, by name. */
    Map<String, ConsoleAnswer> objectsByName(String name) {
        Map<String, ConsoleAnswer> objects = new LinkedHashMap<>();
        required(name, json.path(name).isObject())
                .properties()
                .forEach(object -> objects.put(object.getKey(), part(object.getValue())));
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
}
