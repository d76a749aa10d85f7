package dev.avenant.messaging.api.dialect;

import dev.avenant.messaging.api.DeadLetterHeaders;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** The letters of this project's messaging starter, with the headers that {@link DeadLetterHeaders} names. */
final class AvenantDialect implements LetterDialect {

    /** A record has them too that was replayed from a letter of another library. */
    private static final Set<String> IDENTITY = Set.of(DeadLetterHeaders.ID, DeadLetterHeaders.ATTEMPT);

    @Override
    public String name() {
        return "avenant";
    }

    @Override
    public String title() {
        return "Avenant";
    }

    @Override
    public boolean writes(String header) {
        return DeadLetterHeaders.isName(header) && !IDENTITY.contains(header);
    }

    @Override
    public LetterReport read(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        LetterReport.Origin origin = new LetterReport.Origin(
                LetterHeaders.text(headers, DeadLetterHeaders.TOPIC),
                LetterHeaders.partition(headers, DeadLetterHeaders.PARTITION),
                LetterHeaders.number(headers, DeadLetterHeaders.OFFSET),
                LetterHeaders.number(headers, DeadLetterHeaders.TIMESTAMP),
                LetterHeaders.text(headers, DeadLetterHeaders.GROUP));
        LetterReport.Failure failure = new LetterReport.Failure(
                LetterHeaders.text(headers, DeadLetterHeaders.CATEGORY),
                LetterHeaders.text(headers, DeadLetterHeaders.EXCEPTION),
                null,
                LetterHeaders.text(headers, DeadLetterHeaders.MESSAGE),
                null);
        return new LetterReport(origin, failure, Map.of());
    }
}
