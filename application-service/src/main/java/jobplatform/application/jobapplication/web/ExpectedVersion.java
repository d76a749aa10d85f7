package jobplatform.application.jobapplication.web;

import dev.avenant.service.OutdatedVersionException;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * The version that a change was made to, as the caller says it: in {@code If-Match}, in the body, in both, or not at all.
 *
 * @param ifMatch the header, null when there is none
 * @param version the field of the body, null when there is none
 */
record ExpectedVersion(@Nullable String ifMatch, @Nullable Long version) implements LongConsumer {

    /** Only the whole header, as RFC 9110 has it: a text with something like a tag in it names none. */
    private static final Pattern IF_MATCH =
            Pattern.compile("\\*|[\\s,]*(?:W/)?\"[^\"]*\"(?:\\s*,[\\s,]*(?:W/)?\"[^\"]*\")*[\\s,]*");

    /** What a version is called in {@code ETag}, without its quotes. */
    static String tag(long version) {
        return Long.toString(version);
    }

    /**
     * Refuses a version that is not the expected one.
     *
     * @throws PreconditionFailedException if it is not the one in {@code If-Match}
     * @throws OutdatedVersionException if it is not the one in the body
     */
    @Override
    public void accept(long current) {
        if (ifMatch != null && !matches(ifMatch, current)) {
            throw new PreconditionFailedException(current);
        }
        if (version != null && version != current) {
            throw new OutdatedVersionException("application", version, current);
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
