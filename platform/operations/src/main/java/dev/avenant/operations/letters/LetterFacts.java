package dev.avenant.operations.letters;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a letter is found by, without its bytes, so that many fit into memory.
 *
 * @param partition of the dead-letter topic
 * @param offset in it
 * @param id which record failed
 * @param attempt how often it failed and was replayed, from 1
 * @param failedAt when it failed
 * @param key of the record as text; null when it has none, and the {@link #keyOf} of a long one
 * @param dialect the name of the dialect
 * @param topic where the record was published; null when the letter does not say
 * @param originPartition of that topic; -1 when the letter does not say
 * @param originOffset in that partition; -1 when the letter does not say
 * @param writtenAt the record's own time in milliseconds since the epoch; -1 when the letter does not say
 * @param group the consumer group that could not handle it; null when the letter does not say
 * @param category the kind of failure; null when the letter does not say
 * @param exception the class of the exception; null when the letter does not say
 * @param rootException the class of what caused it; null when the letter does not say
 * @param schemaId the id that the value begins with; -1 when it begins otherwise
 */
public record LetterFacts(
        int partition,
        long offset,
        UUID id,
        int attempt,
        Instant failedAt,
        @Nullable String key,
        String dialect,
        @Nullable String topic,
        int originPartition,
        long originOffset,
        long writtenAt,
        @Nullable String group,
        @Nullable String category,
        @Nullable String exception,
        @Nullable String rootException,
        int schemaId) {

    /** What stands for a schema id where the value begins without one. */
    public static final int NO_SCHEMA = -1;

    /** Those that failed last come first. */
    public static final Comparator<LetterFacts> NEWEST_FIRST = Comparator.comparing(LetterFacts::failedAt)
            .thenComparing(LetterFacts::offset)
            .thenComparing(LetterFacts::partition)
            .reversed();

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_TEXT = 1000;

    /** What is known of a letter. Texts that many letters have are shared. */
    public static LetterFacts of(Letter letter) {
        LetterReport.Origin origin = letter.report().origin();
        LetterReport.Failure failure = letter.report().failure();
        byte[] value = letter.record().value();
        String key = letter.deadLetter().key();
        return new LetterFacts(
                letter.record().partition(),
                letter.record().offset(),
                letter.id(),
                letter.attempt(),
                letter.failedAt(),
                key == null ? null : keyOf(key),
                letter.dialect().name(),
                shared(origin.topic()),
                origin.partition(),
                origin.offset(),
                origin.timestamp(),
                shared(origin.group()),
                shared(failure.category()),
                shared(failure.exception()),
                shared(failure.cause()),
                value == null
                        ? NO_SCHEMA
                        : WirePrefix.of(value).map(WirePrefix::schemaId).orElse(NO_SCHEMA));
    }

    /** A key as it is compared: a long one by its beginning and a hash of all of it. */
    public static String keyOf(String key) {
        return shortened(key, LONGEST_KEY);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + "…" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where the letter lies, as {@code partition:offset}. */
    public String place() {
        return partition + ":" + offset;
    }

    /** A word for why it failed: the category, otherwise the class of the exception that says most; or null. */
    public @Nullable String cause() {
        if (category != null) {
            return category;
        }
        String name = rootException == null ? exception : rootException;
        return name == null ? null : name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it failed with an exception of that class, or because of it; with or without its package. */
    public boolean hasException(String name) {
        return isOf(exception, name) || isOf(rootException, name);
    }

    private static boolean isOf(@Nullable String name, String wanted) {
        return name != null && (name.equals(wanted) || name.endsWith("." + wanted) || name.endsWith("$" + wanted));
    }

    private static @Nullable String shared(@Nullable String text) {
        return text == null ? null : shortened(text, LONGEST_TEXT).intern();
    }
}
