package dev.avenant.messaging.api.dialect;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The dialects that are known. */
public final class LetterDialects {

    /** This project's own. */
    public static final LetterDialect AVENANT = new AvenantDialect();

    private static final List<LetterDialect> ALL = List.of(
            AVENANT,
            new SpringKafkaDialect(),
            new KafkaConnectDialect(),
            new KafkaStreamsDialect(),
            new ShareGroupDialect());

    private LetterDialects() {}

    /** All of them, this project's own first. */
    public static List<LetterDialect> all() {
        return ALL;
    }

    /** The dialect of that name; empty when there is none. */
    public static Optional<LetterDialect> named(String name) {
        return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
    }

    /**
     * Who made a letter of the record, empty when nobody did. A library appends its headers, so of several that did, one
     * after the other, the one counts whose header comes last.
     */
    public static Optional<LetterDialect> of(Headers headers) {
        LetterDialect last = null;
        for (Header header : headers) {
            last = ofHeader(header.key(), last);
        }
        return Optional.ofNullable(last);
    }

    private static @Nullable LetterDialect ofHeader(String name, @Nullable LetterDialect otherwise) {
        for (LetterDialect dialect : ALL) {
            if (dialect.writes(name)) {
                return dialect;
            }
        }
        return otherwise;
    }
}
