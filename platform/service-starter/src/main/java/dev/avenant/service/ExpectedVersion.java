package dev.avenant.service;

import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * The version that a change was made to, as the caller says it: in {@code If-Match}, in the body, in both, or not at all. It is
 * handed to what changes something, which asks it about the current version once nobody else changes that.
 *
 * @param subject what is to be changed, such as {@code user}
 * @param ifMatch the header, null when there is none
 * @param version the field {@code version} of the body, null when there is none
 */
public record ExpectedVersion(
        String subject, @Nullable String ifMatch, @Nullable Long version) implements LongConsumer {

    /** Only the whole header, as RFC 9110 has it: a text with something like a tag in it names none. */
    private static final Pattern IF_MATCH =
            Pattern.compile("\\*|[\\s,]*(?:W/)?\"[^\"]*\"(?:\\s*,[\\s,]*(?:W/)?\"[^\"]*\")*[\\s,]*");

    /** What a version is called in {@code ETag}, without its quotes. */
    public static String tag(long version) {
        return Long.toString(version);
    }

    /**
     * The same, when it is said at all.
     *
     * @throws MissingVersionException if it is not; the answer is 400 with the field {@code version}
     */
    public ExpectedVersion required() {
        if (ifMatch == null && version == null) {
            throw new MissingVersionException();
        }
        return this;
    }

    /**
     * Refuses a version that is not the expected one.
     *
     * @throws PreconditionFailedException if it is not the one in {@code If-Match}; the answer is 412
     * @throws OutdatedVersionException if it is not the one in the body
     */
    @Override
    public void accept(long current) {
        if (ifMatch != null && !matches(ifMatch, current)) {
            throw new PreconditionFailedException(subject, tag(current));
        }
        if (version != null && version != current) {
            throw new OutdatedVersionException(subject, version, current);
        }
    }

    /** A weak tag never matches here (RFC 9110), and neither does a header without any tag. */
    private static boolean matches(String ifMatch, long current) {
        return IF_MATCH.matcher(ifMatch).matches()
                && ETag.parse(ifMatch).stream()
                        .anyMatch(tag ->
                                tag.isWildcard() || (!tag.weak() && tag.tag().equals(tag(current))));
    }
}
