package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import dev.avenant.messaging.api.dialect.LetterState;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter for programs, the same in all dialects. */
final class LetterJson {
    private LetterJson() {}

    /** All of it but a value that lies in parts, and what became of its record. */
    static ObjectNode of(Letter letter, LetterState state) {
        ObjectNode json = of(letter);
        json.put("state", word(state));
        return json;
    }

    /** All of it but a value that lies in parts. */
    static ObjectNode of(Letter letter) {
        ObjectNode json = brief(letter);
        LetterReport.Failure failure = letter.report().failure();
        put(json, "cause", failure.cause());
        put(json, "message", failure.message());
        put(json, "stacktrace", failure.stacktrace());
        ObjectNode details = json.putObject("details");
        letter.report().details().forEach(details::put);
        ObjectNode headers = json.putObject("headers");
        for (Header header : letter.dialect().original(letter.record().headers())) {
            if (!DeadLetterHeaders.isName(header.key())) {
                headers.put(header.key(), DeadLetterHeaders.text(header.value()));
            }
        }
        DeadLetter whole = letter.deadLetter();
        json.put("size", whole.size());
        byte[] value = whole.value();
        if (value != null && whole.parts().isEmpty()) {
            json.put("valueBase64", Base64.getEncoder().encodeToString(value));
        }
        return json;
    }

    /** What tells it from others, and what became of its record. */
    static ObjectNode brief(Letter letter, LetterState state) {
        ObjectNode json = brief(letter);
        json.put("state", word(state));
        return json;
    }

    static String word(LetterState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode brief(Letter letter) {
        LetterReport.Origin origin = letter.report().origin();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("place", letter.place());
        json.put("id", letter.id().toString());
        json.put("attempt", letter.attempt());
        json.put("dialect", letter.dialect().name());
        put(json, "key", letter.deadLetter().key());
        put(json, "topic", origin.topic());
        putNumber(json, "partition", origin.partition());
        putNumber(json, "offset", origin.offset());
        put(
                json,
                "timestamp",
                origin.timestamp() < 0
                        ? null
                        : Instant.ofEpochMilli(origin.timestamp()).toString());
        put(json, "group", origin.group());
        json.put("failedAt", letter.failedAt().toString());
        put(json, "category", letter.report().failure().category());
        put(json, "exception", letter.report().failure().exception());
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
