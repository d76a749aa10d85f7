package dev.avenant.registry;

import dev.avenant.registry.client.api.CompatibilityLevel;
import org.jspecify.annotations.Nullable;

/** The properties that a registry reads; the names are Confluent's where it has them. */
enum Setting {
    IN_MEMORY("avenant.in.memory", "false"),
    HOST("avenant.host", ""),
    PORT("avenant.port", ""),
    LISTENERS("listeners", ""),
    HOST_NAME("host.name", ""),
    BOOTSTRAP_SERVERS("kafkastore.bootstrap.servers", ""),
    TOPIC("kafkastore.topic", "_schemas"),
    REPLICATION_FACTOR("kafkastore.topic.replication.factor", "3"),
    TIMEOUT_MS("kafkastore.timeout.ms", "30000"),
    GROUP_ID("schema.registry.group.id", "schema-registry"),
    LEADER_ELIGIBILITY("leader.eligibility", "true"),
    SESSION_TIMEOUT_MS("avenant.leader.session.timeout.ms", "10000"),
    COMPATIBILITY("schema.compatibility.level", "BACKWARD"),
    MODE_MUTABILITY("mode.mutability", "true"),
    SCHEMA_LIMIT("schema.search.default.limit", "1000"),
    SCHEMA_MAX_LIMIT("schema.search.max.limit", "1000"),
    SUBJECT_LIMIT("subject.search.default.limit", "20000"),
    SUBJECT_MAX_LIMIT("subject.search.max.limit", "20000"),
    VERSION_LIMIT("subject.version.search.default.limit", "20000"),
    VERSION_MAX_LIMIT("subject.version.search.max.limit", "20000"),
    CONTEXT_LIMIT("context.search.default.limit", "2000"),
    CONTEXT_MAX_LIMIT("context.search.max.limit", "2000"),
    LENIENT_URIS("jetty.legacy.uri.compliance", "true"),
    KEYSTORE("ssl.keystore.location", ""),
    KEYSTORE_PASSWORD("ssl.keystore.password", ""),
    KEYSTORE_TYPE("ssl.keystore.type", "PKCS12"),
    KEY_PASSWORD("ssl.key.password", ""),
    TRUSTSTORE("ssl.truststore.location", ""),
    TRUSTSTORE_PASSWORD("ssl.truststore.password", ""),
    TRUSTSTORE_TYPE("ssl.truststore.type", "PKCS12"),
    CLIENT_AUTHENTICATION("ssl.client.authentication", "NONE"),
    PASSWORD_FILE("avenant.auth.basic.file", ""),
    API_KEY_FILE("avenant.auth.api.keys.file", ""),
    JWT_JWKS("avenant.auth.jwt.jwks.url", ""),
    JWT_ISSUER("avenant.auth.jwt.issuer", ""),
    JWT_AUDIENCE("avenant.auth.jwt.audience", ""),
    CERTIFICATE_AUTH("avenant.auth.certificates", "false"),
    ROLES_FILE("avenant.auth.roles.file", ""),
    MAX_BODY_BYTES("avenant.max.request.bytes", "8388608"),
    MAX_WAITING_WRITES("avenant.max.waiting.writes", "100");

    private static final int LARGEST_PORT = 65_535;

    /** The others of the server's threads answer what does not wait. */
    private static final int MOST_WAITING_WRITES = 150;

    private final String key;
    private final String defaultValue;

    Setting(String key, String defaultValue) {
        this.key = key;
        this.defaultValue = defaultValue;
    }

    String key() {
        return key;
    }

    String defaultValue() {
        return defaultValue;
    }

    /** Throws for a value that this property cannot have. */
    void check(@Nullable String value) {
        if (value == null) {
            return;
        }
        switch (this) {
            case COMPATIBILITY -> {
                if (CompatibilityLevel.named(value.trim()).isEmpty()) {
                    throw wrong("one of NONE, BACKWARD, FORWARD, FULL and their _TRANSITIVE forms", value);
                }
            }
            case PORT -> requireNumber(value, 0, LARGEST_PORT);
            case MAX_WAITING_WRITES -> requireNumber(value, 1, MOST_WAITING_WRITES);
            case TIMEOUT_MS,
                    REPLICATION_FACTOR,
                    MAX_BODY_BYTES,
                    SESSION_TIMEOUT_MS,
                    SCHEMA_LIMIT,
                    SCHEMA_MAX_LIMIT,
                    SUBJECT_LIMIT,
                    SUBJECT_MAX_LIMIT,
                    VERSION_LIMIT,
                    VERSION_MAX_LIMIT,
                    CONTEXT_LIMIT,
                    CONTEXT_MAX_LIMIT -> requireNumber(value, 1, Integer.MAX_VALUE);
            default -> {
                // Any text will do.
            }
        }
    }

    private void requireNumber(String value, int least, int most) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= least && number <= most) {
                return;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw wrong("a whole number from " + least + " to " + most, value);
    }

    private IllegalArgumentException wrong(String expected, String value) {
        return new IllegalArgumentException(key + " must be " + expected + " but was " + value);
    }
}
