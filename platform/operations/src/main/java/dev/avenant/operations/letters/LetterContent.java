package dev.avenant.operations.letters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.dialect.Letter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a letter says, as people are shown it.
 *
 * @param key of the record as text, all of it where it is known; null when it has none
 * @param message of the exception; null when the letter does not say
 * @param stacktrace null when the letter does not say
 * @param details what the library says besides, by its own words
 * @param headers those that the record came with
 * @param size how many bytes the value has; -1 for a tombstone
 * @param isInParts whether the value lies in several records
 * @param isMasked whether the value is left out since it has, or may have, personal data
 * @param value null for a tombstone, when it lies in parts, or is masked
 */
@SuppressWarnings("ArrayRecordComponent") // only carries the value; nobody compares or changes it
public record LetterContent(
        LetterFacts facts,
        @Nullable String key,
        @Nullable String message,
        @Nullable String stacktrace,
        Map<String, String> details,
        Map<String, String> headers,
        long size,
        boolean isInParts,
        boolean isMasked,
        byte @Nullable [] value) {

    /** What a letter says, all of it but a value that lies in parts. */
    public static LetterContent of(Letter letter) {
        DeadLetter whole = letter.deadLetter();
        boolean isInParts = whole.parts().isPresent();
        return new LetterContent(
                LetterFacts.of(letter),
                whole.key(),
                letter.report().failure().message(),
                letter.report().failure().stacktrace(),
                letter.report().details(),
                headers(letter),
                whole.size(),
                isInParts,
                false,
                isInParts ? null : whole.value());
    }

    private static Map<String, String> headers(Letter letter) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : letter.dialect().original(letter.record().headers())) {
            if (!DeadLetterHeaders.isName(header.key())) {
                headers.put(header.key(), DeadLetterHeaders.text(header.value()));
            }
        }
        return headers;
    }
}
