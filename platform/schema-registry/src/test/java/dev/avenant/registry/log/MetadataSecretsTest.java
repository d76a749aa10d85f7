package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets do not get into messages and logs. */
@Tag("fast")
class MetadataSecretsTest {

    @Test
    void areNotShown() {
        assertThat(new MetadataSecrets("_keys", "s3cret", "f0rmer")).hasToString("MetadataSecrets[topic=_keys]");
    }
}
