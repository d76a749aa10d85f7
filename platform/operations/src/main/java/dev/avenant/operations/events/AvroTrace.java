package dev.avenant.operations.events;

import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding of a value, part by part: which bytes are which field, and at which byte it is no value of its
 * schema any more.
 *
 * @param parts the parts that were read, in order; of a long value the first of them
 * @param isCut whether more parts were read than there are here
 * @param end the first byte behind what was read
 * @param size how many bytes there are in all
 * @param failure where it is no value of the schema; null when all of the bytes are one
 */
public record AvroTrace(
        List<Part> parts,
        boolean isCut,
        int end,
        int size,
        @Nullable Failure failure) {

    public AvroTrace {
        parts = List.copyOf(parts);
    }

    /**
     * A part of the value.
     *
     * @param path of the field, such as {@code /lines/0/count}; {@code /} for the whole value; the entries of a map are
     *     numbered as the items of an array are
     * @param type what the bytes are, such as {@code string} or {@code branch of a union}
     * @param from its first byte, counted from the beginning of the record's value
     * @param to the first byte behind it
     * @param text what it says, a long one cut
     * @param isPersonal whether the schema tags it, or what it is inside of, as personal data
     */
    public record Part(String path, String type, int from, int to, String text, boolean isPersonal) {}

    /**
     * Where bytes are no value of the schema.
     *
     * @param kind what is wrong
     * @param path of the field
     * @param at the byte at which it is wrong, counted from the beginning of the record's value
     * @param expected what the schema says
     * @param found what the bytes say
     */
    public record Failure(Kind kind, String path, int at, Sentence expected, Sentence found) {}

    /** What can be wrong with bytes. */
    public enum Kind {
        /** They end before the value does. */
        TRUNCATED,
        /** The value ends before they do. */
        TRAILING,
        /** A number of a branch or symbol that the schema does not have. */
        NO_SUCH_BRANCH,
        /** A length or count that is negative. */
        NEGATIVE_LENGTH,
        /** A length that goes beyond the end of the bytes, by more than anybody would cut off. */
        LENGTH_BEYOND_END,
        /** A number that takes more bytes than one of its type may. */
        NUMBER_TOO_LONG,
        /** A boolean that is neither 0 nor 1. */
        NO_BOOLEAN,
        /** Text that is not UTF-8. */
        NO_UTF8,
        /** Nested more deeply, or of more elements, than anybody reads. */
        TOO_LARGE
    }

    /** Whether all of the bytes are one value of the schema. */
    public boolean isWhole() {
        return failure == null;
    }

    /** Where it is none. */
    public Optional<Failure> whereItFails() {
        return Optional.ofNullable(failure);
    }

    /**
     * Reads a value.
     *
     * @param bytes the record's value
     * @param from where Avro's bytes begin in it, behind the schema's id
     * @param mostParts how many parts to keep
     */
    public static AvroTrace of(byte[] bytes, int from, Schema schema, int mostParts) {
        return new AvroTracer(bytes, from, mostParts).read(schema);
    }
}
