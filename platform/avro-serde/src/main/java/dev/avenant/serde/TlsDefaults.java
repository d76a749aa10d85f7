package dev.avenant.serde;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** The defaults of the TLS settings, fixed to what Confluent documents whatever the JDK would choose. */
final class TlsDefaults {

    private TlsDefaults() {}

    static @Nullable Object of(ConfigDef.ConfigKey key) {
        return switch (key.name) {
            case SslConfigs.SSL_PROTOCOL_CONFIG -> "TLSv1.3";
            case SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG -> List.of("TLSv1.2", "TLSv1.3");
            case SslConfigs.SSL_CIPHER_SUITES_CONFIG -> List.of();
            case SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG -> "SunX509";
            case SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG -> "PKIX";
            default -> key.hasDefault() ? key.defaultValue : null;
        };
    }
}
