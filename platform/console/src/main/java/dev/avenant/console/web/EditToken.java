package dev.avenant.console.web;

import dev.avenant.messaging.api.dialect.LetterState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the check of another value for a letter gives, so that the very same bytes are sent, once, and not when the letter was
 * replayed or dropped since.
 *
 * @param check tells it from other checks
 * @param state of the letter when it was checked
 * @param what of the value and where it goes
 */
record EditToken(UUID check, LetterState state, UUID what) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f-]{36}) ([A-Z]{1,20}) ([0-9a-f-]{36})");

    /** One of a check that was made now. */
    static EditToken of(LetterState state, byte[] value, String target) {
        return new EditToken(UUID.randomUUID(), state, what(value, target));
    }

    private static UUID what(byte[] value, String target) {
        byte[] address = target.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + value.length + address.length);
        all.putInt(value.length).put(value).put(address);
        return UUID.nameUUIDFromBytes(all.array());
    }

    /** The one whose text this is; empty when it is that of none. */
    static Optional<EditToken> parse(String text) {
        Matcher token = TEXT.matcher(text);
        if (!token.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EditToken(
                    UUID.fromString(token.group(1)),
                    LetterState.valueOf(token.group(2)),
                    UUID.fromString(token.group(3))));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Whether it is that of a check of the same bytes, which are to go to the same place. */
    boolean isOf(byte[] value, String target) {
        return what.equals(what(value, target));
    }

    /** As a form carries it. */
    String text() {
        return check + " " + state + " " + what;
    }
}
