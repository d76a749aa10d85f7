package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class MetadataEncryptionTest {

    @Test
    void writesNothingInPlainTextBeforeThereAreKeys() {
        KeysetTopic topic = new KeysetTopic(
                Map.of("bootstrap.servers", "localhost:9092"),
                new MetadataSecrets("_keys", "s3cret", null),
                Duration.ofSeconds(1));
        try (MetadataEncryption encryption = new MetadataEncryption(topic)) {
            assertThatThrownBy(() -> encryption.encrypted(List.of(new LogRecord("key", "value"))))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessage("There are no keys yet to encrypt sensitive metadata with");
        }
    }
}
