package dev.avenant.operations.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept in memory of each letter. */
@Tag("fast")
class LetterFactsTest {

    @Test
    void areShortHoweverLongTheHeadersAre() {
        String begin = "x".repeat(100_000);

        LetterFacts one = facts(begin + "1");
        LetterFacts other = facts(begin + "2");

        assertThat(one.category()).hasSizeLessThan(1100);
        assertThat(one.exception()).hasSizeLessThan(1100);
        assertThat(one.category()).isEqualTo(facts(begin + "1").category()).isNotEqualTo(other.category());
    }

    private static LetterFacts facts(String text) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("a.b.dlt", 0, 0, new byte[] {1}, new byte[] {1});
        record.headers()
                .add("avenant-dlt-category", text.getBytes(UTF_8))
                .add("avenant-dlt-exception", text.getBytes(UTF_8));
        return LetterFacts.of(Letter.of(record, LetterDialects.AVENANT));
    }
}
