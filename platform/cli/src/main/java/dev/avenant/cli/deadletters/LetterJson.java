package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFacts;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dead letter for programs, the same in all dialects. */
final class LetterJson {
    private LetterJson() {}

    /** All of it but a value that lies in parts or is masked, and what became of its record. */
    static ObjectNode of(LetterContent letter, LetterState state) {
        ObjectNode json = of(letter);
        json.put("state", word(state));
        return json;
    }

    /** All of it but a value that lies in parts or is masked. */
    static ObjectNode of(LetterContent letter) {
        ObjectNode json = brief(letter.facts(), letter.key());
        put(json, "cause", letter.facts().rootException());
        put(json, "message", letter.message());
        put(json, "stacktrace", letter.stacktrace());
        ObjectNode details = json.putObject("details");
        letter.details().forEach(details::put);
        ObjectNode headers = json.putObject("headers");
        letter.headers().forEach(headers::put);
        json.put("size", letter.size());
        byte[] value = letter.value();
        if (value != null) {
            json.put("valueBase64", Base64.getEncoder().encodeToString(value));
        }
        if (letter.isMasked()) {
            json.put("masked", true);
        }
        return json;
    }

    /** Why a record was dropped, when, and by whom where that is known. */
    static ObjectNode of(DropNote drop) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("reason", drop.reason());
        json.put("at", drop.at().toString());
        put(json, "by", drop.by());
        return json;
    }

    /** What tells it from others, and what became of its record. */
    static ObjectNode brief(LetterFacts letter, @Nullable String key, LetterState state) {
        ObjectNode json = brief(letter, key);
        json.put("state", word(state));
        return json;
    }

    static String word(LetterState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode brief(LetterFacts letter, @Nullable String key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("place", letter.place());
        json.put("id", letter.id().toString());
        json.put("attempt", letter.attempt());
        json.put("dialect", letter.dialect());
        put(json, "key", key);
        put(json, "topic", letter.topic());
        putNumber(json, "partition", letter.originPartition());
        putNumber(json, "offset", letter.originOffset());
        put(
                json,
                "timestamp",
                letter.writtenAt() < 0
                        ? null
                        : Instant.ofEpochMilli(letter.writtenAt()).toString());
        put(json, "group", letter.group());
        json.put("failedAt", letter.failedAt().toString());
        put(json, "category", letter.category());
        put(json, "exception", letter.exception());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    private static void putNumber(ObjectNode json, String name, long number) {
        if (number >= 0) {
            json.put(name, number);
        }
    }
}
