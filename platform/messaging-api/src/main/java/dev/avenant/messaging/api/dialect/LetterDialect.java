package dev.avenant.messaging.api.dialect;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** How one library says in a record's headers why the record is a dead letter. */
public interface LetterDialect {

    /** One word, as somebody names it in a command. */
    String name();

    /** The library's name. */
    String title();

    /** Whether the library writes a header of that name into its letters; a record that is none has no such header. */
    boolean writes(String header);

    /** What the letter says. Headers that are missing, cut off or forged say nothing; no record makes this fail. */
    LetterReport read(ConsumerRecord<byte[], byte[]> letter);

    /** What the record had before the library made a letter of it. */
    default Headers original(Headers headers) {
        return LetterHeaders.without(headers, this::writes);
    }
}
