package dev.avenant.registry;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The properties that a registry reads, one row each; the names are Confluent's where it has them. */
enum Setting {
    BOOTSTRAP_SERVERS(row("kafkastore.bootstrap.servers", ConfigDef.Type.STRING, null)
            .high("The Kafka cluster that keeps the schemas, as host:port,host:port.")),
    LISTENERS(row("listeners", ConfigDef.Type.LIST, List.of())
            .high("Where to listen, as http://host:port or https://host:port; the first counts.")),
    HOST(row("avenant.host", ConfigDef.Type.STRING, null)
            .high("Address to listen on; unset: that of listeners, or localhost.")),
    PORT(row("avenant.port", ConfigDef.Type.INT, null)
            .within(unsetOr(Range.between(0, 65_535)))
            .high("Port to listen on; 0 picks a free one. Unset: that of listeners, or a free one.")),
    HOST_NAME(row("host.name", ConfigDef.Type.STRING, null)
            .medium("The name by which other registries reach this one; unset: the address that it listens on.")),
    IN_MEMORY(row("avenant.in.memory", ConfigDef.Type.BOOLEAN, false)
            .medium("Forget all at the end, and need no Kafka.")),
    TOPIC(row("kafkastore.topic", ConfigDef.Type.STRING, "_schemas")
            .high("The compacted topic that keeps the schemas.")),
    REPLICATION_FACTOR(row("kafkastore.topic.replication.factor", ConfigDef.Type.INT, 3)
            .within(Range.atLeast(1))
            .high("Replicas of the topic, where the registry creates it.")),
    TIMEOUT_MS(row("kafkastore.timeout.ms", ConfigDef.Type.INT, 30_000)
            .within(Range.atLeast(1))
            .medium("Milliseconds that a write waits for Kafka and for the leader.")),
    REQUIRED_TRANSACTION_VERSION(row("avenant.require.transaction.version", ConfigDef.Type.INT, 0)
            .within(Range.between(0, 2))
            .medium("The registry does not start when the brokers' feature transaction.version is lower.")),
    GROUP_ID(row("schema.registry.group.id", ConfigDef.Type.STRING, "schema-registry")
            .medium("Registries of one group and topic elect one leader.")),
    LEADER_ELIGIBILITY(row("leader.eligibility", ConfigDef.Type.BOOLEAN, true)
            .medium("Whether this registry may be elected leader.")),
    SESSION_TIMEOUT_MS(row("avenant.leader.session.timeout.ms", ConfigDef.Type.INT, 10_000)
            .within(Range.atLeast(1))
            .low("Milliseconds that a leader may be silent before another one is elected.")),
    COMPATIBILITY(row("schema.compatibility.level", ConfigDef.Type.STRING, "BACKWARD")
            .within(oneOf(
                    Arrays.stream(CompatibilityLevel.values()).map(Enum::name).toList()))
            .high("Compatibility level of subjects that set none.")),
    VALIDATE_FIELDS(
            row("schema.validate.fields", ConfigDef.Type.BOOLEAN, false)
                    .low(
                            "Whether the names in the metadata property confluent:reserved may not be fields, where no config says.")),
    VALIDATE_NEW_SCHEMAS(row("schema.validate.new.schemas", ConfigDef.Type.BOOLEAN, true)
            .low("Whether defaults and namespaces of new schemas must be right, where no config says.")),
    STRICT_REFERENCE_VERSIONS(row("schema.providers.reference.versions.strict", ConfigDef.Type.BOOLEAN, false)
            .low("Whether a schema is refused that refers to two versions of one name, itself or through others.")),
    REJECT_EMPTY_SUBJECT(row("schema.reject.empty.subject", ConfigDef.Type.BOOLEAN, false)
            .low("Whether a subject needs a name of its own, which is not * either.")),
    RESPONSE_HEADERS(row("response.http.headers.config", ConfigDef.Type.STRING, "")
            .low("Headers that go with every answer: set or add, a name, a colon and a value; commas between them, and"
                    + " double quotes around one with a comma.")),
    SIZE_LIMIT(row("size.limit.filter.enabled", ConfigDef.Type.BOOLEAN, false)
            .low("Whether size.limit.filter.max.request.body.size counts.")),
    SIZE_LIMIT_BYTES(row("size.limit.filter.max.request.body.size", ConfigDef.Type.INT, 1_048_576)
            .within(Range.atLeast(1))
            .low("A request with a larger body is refused with 413, whatever it asks for.")),
    METADATA_SECRET(
            row("metadata.encoder.secret", ConfigDef.Type.PASSWORD, null)
                    .within(notBlank())
                    .medium(
                            "Locks the keys that sensitive metadata is encrypted with; unset: it lies in the topic in plain text.")),
    METADATA_OLD_SECRET(row("metadata.encoder.old.secret", ConfigDef.Type.PASSWORD, null)
            .within(notBlank())
            .medium("The secret before metadata.encoder.secret, as long as it may still lock the keys.")),
    METADATA_TOPIC(row("metadata.encoder.topic", ConfigDef.Type.STRING, "_schema_encoders")
            .low("The compacted topic that keeps the locked keys.")),
    MODE_MUTABILITY(row("mode.mutability", ConfigDef.Type.BOOLEAN, true).low("Whether modes may be changed.")),
    SCHEMA_LIMIT(limit("schema.search.default.limit", 1_000, "Schemas in a list when the client does not say.")),
    SCHEMA_MAX_LIMIT(limit("schema.search.max.limit", 1_000, "Schemas in a list at most.")),
    SUBJECT_LIMIT(limit("subject.search.default.limit", 20_000, "Subjects in a list when the client does not say.")),
    SUBJECT_MAX_LIMIT(limit("subject.search.max.limit", 20_000, "Subjects in a list at most.")),
    VERSION_LIMIT(
            limit("subject.version.search.default.limit", 20_000, "Versions in a list when the client does not say.")),
    VERSION_MAX_LIMIT(limit("subject.version.search.max.limit", 20_000, "Versions in a list at most.")),
    CONTEXT_LIMIT(limit("context.search.default.limit", 2_000, "Contexts in a list when the client does not say.")),
    CONTEXT_MAX_LIMIT(limit("context.search.max.limit", 2_000, "Contexts in a list at most.")),
    MAX_BODY_BYTES(row("avenant.max.request.bytes", ConfigDef.Type.INT, 8_388_608)
            .within(Range.atLeast(1))
            .low("A request with a larger body is refused with 413.")),
    MAX_WAITING_WRITES(row("avenant.max.waiting.writes", ConfigDef.Type.INT, 100)
            // The others of the server's threads answer what does not wait.
            .within(Range.between(1, 150))
            .low("Writes that may wait for Kafka or the leader at once; more get error 50002, and reads, health and"
                    + " metrics keep answering.")),
    LENIENT_URIS(row("jetty.legacy.uri.compliance", ConfigDef.Type.BOOLEAN, true)
            .low("Whether paths that can be read in two ways are taken as they are.")),
    KEYSTORE(row("ssl.keystore.location", ConfigDef.Type.STRING, null).high("Key store of the https listener.")),
    KEYSTORE_PASSWORD(row("ssl.keystore.password", ConfigDef.Type.PASSWORD, "").high("Password of the key store.")),
    KEYSTORE_TYPE(row("ssl.keystore.type", ConfigDef.Type.STRING, "PKCS12").medium("Type of the key store.")),
    KEY_PASSWORD(row("ssl.key.password", ConfigDef.Type.PASSWORD, null)
            .high("Password of the key; unset: that of its store.")),
    TRUSTSTORE(row("ssl.truststore.location", ConfigDef.Type.STRING, null)
            .high("Trust store that clients' certificates are checked against.")),
    TRUSTSTORE_PASSWORD(
            row("ssl.truststore.password", ConfigDef.Type.PASSWORD, "").high("Password of the trust store.")),
    TRUSTSTORE_TYPE(row("ssl.truststore.type", ConfigDef.Type.STRING, "PKCS12").medium("Type of the trust store.")),
    CLIENT_AUTHENTICATION(row("ssl.client.authentication", ConfigDef.Type.STRING, "NONE")
            .within(oneOf(List.of("NONE", "REQUESTED", "REQUIRED")))
            .medium("Whether clients show a certificate.")),
    PASSWORD_FILE(row("avenant.auth.basic.file", ConfigDef.Type.STRING, null)
            .medium("File of users with hashed passwords, for basic authentication.")),
    API_KEY_FILE(row("avenant.auth.api.keys.file", ConfigDef.Type.STRING, null).medium("File of hashed API keys.")),
    JWT_JWKS(row("avenant.auth.jwt.jwks.url", ConfigDef.Type.STRING, null)
            .medium("Where the issuer of bearer tokens publishes its keys.")),
    JWT_ISSUER(row("avenant.auth.jwt.issuer", ConfigDef.Type.STRING, null)
            .medium("The issuer that bearer tokens must name.")),
    JWT_AUDIENCE(row("avenant.auth.jwt.audience", ConfigDef.Type.STRING, null)
            .medium("The audience that bearer tokens must name; unset: any.")),
    CERTIFICATE_AUTH(row("avenant.auth.certificates", ConfigDef.Type.BOOLEAN, false)
            .medium("Whether a client is who its certificate names.")),
    ROLES_FILE(row("avenant.auth.roles.file", ConfigDef.Type.STRING, null)
            .medium("File that says who may do what to which subjects; unset: who is known may do everything."));

    private static final ConfigDef DEFINITION = definition();

    @SuppressWarnings(
            "ImmutableEnumChecker") // ConfigDef's validators and the default values hold no state that changes
    private final Row row;

    private final Importance importance;
    private final String documentation;

    Setting(Documented documented) {
        this.row = documented.row;
        this.importance = documented.importance;
        this.documentation = documented.documentation;
    }

    /** What a property may be. */
    private record Row(
            String key, ConfigDef.Type type, @Nullable Object defaultValue, ConfigDef.@Nullable Validator validator) {

        Row within(ConfigDef.Validator allowed) {
            return new Row(key, type, defaultValue, allowed);
        }

        Documented high(String documentation) {
            return new Documented(this, Importance.HIGH, documentation);
        }

        Documented medium(String documentation) {
            return new Documented(this, Importance.MEDIUM, documentation);
        }

        Documented low(String documentation) {
            return new Documented(this, Importance.LOW, documentation);
        }
    }

    private record Documented(Row row, Importance importance, String documentation) {}

    private static Row row(String key, ConfigDef.Type type, @Nullable Object defaultValue) {
        return new Row(key, type, defaultValue, null);
    }

    private static ConfigDef.Validator unsetOr(ConfigDef.Validator allowed) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value != null) {
                        allowed.ensureValid(key, value);
                    }
                },
                allowed::toString);
    }

    /** A secret that is not set, or not empty: an empty one would lock nothing. */
    private static ConfigDef.Validator notBlank() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Password secret && secret.value().isBlank()) {
                        throw new ConfigException(key + " must not be empty. Set a secret, or take it out");
                    }
                },
                () -> "not empty");
    }

    /** One of some words, in capitals or not. */
    private static ConfigDef.Validator oneOf(List<String> words) {
        String expected = "must be one of " + String.join(", ", words);
        return LambdaValidator.with(
                (key, value) -> {
                    if (!words.contains(String.valueOf(value).toUpperCase(Locale.ROOT))) {
                        throw new ConfigException(key, value, expected);
                    }
                },
                () -> expected);
    }

    private static Documented limit(String key, int defaultValue, String documentation) {
        return row(key, ConfigDef.Type.INT, defaultValue)
                .within(Range.atLeast(1))
                .low(documentation);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (Setting setting : values()) {
            Row row = setting.row;
            definition.define(
                    row.key, row.type, row.defaultValue, row.validator, setting.importance, setting.documentation);
        }
        return definition;
    }

    /** Every property: name, type, default, validator, importance and what it is for. */
    static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    /**
     * The value of every property, by its name; throws {@link IllegalArgumentException} with the property, what it was and
     * what it must be.
     */
    static Map<String, Object> parse(Map<String, String> properties) {
        try {
            return DEFINITION.parse(properties);
        } catch (ConfigException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    String key() {
        return row.key;
    }
}
