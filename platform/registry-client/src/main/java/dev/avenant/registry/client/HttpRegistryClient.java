package dev.avenant.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.avenant.registry.client.api.Association;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry over HTTP. Who tries again, and how often, is said by its {@link RegistryConnection}. */
public final class HttpRegistryClient implements RegistryClient {

    private static final TypeReference<RegisteredSchema> SCHEMA = new TypeReference<>() {};

    private static final int SCHEMAS_PER_REQUEST = 1000;

    private final RegistryTransport transport;

    /**
     * One registry, and no second try: whoever calls knows whether waiting is wise.
     *
     * @param url the registry's root, with or without a trailing slash
     * @param timeout how long to wait for a connection and for an answer
     */
    public HttpRegistryClient(URI url, Duration timeout) {
        this(RegistryConnection.to(List.of(url))
                .withTimeouts(timeout, timeout)
                .withRetries(RegistryConnection.Retries.NONE));
    }

    public HttpRegistryClient(RegistryConnection connection) {
        this.transport = new RegistryTransport(connection);
    }

    @Override
    public RegisteredSchema fetchById(int id, SchemaQuery query) {
        String path = "/schemas/ids/" + id + "?fetchMaxId=false" + parameter("subject", query.subject())
                + parameter("format", query.format());
        RegisteredSchema found = get(path);
        return new RegisteredSchema(
                found.subject(),
                found.version(),
                id,
                found.guid(),
                found.schemaType(),
                found.references(),
                found.schema(),
                found.ruleSet());
    }

    @Override
    public RegisteredSchema fetchByGuid(String guid, SchemaQuery query) {
        String format = parameter("format", query.format());
        return get("/schemas/guids/" + segment(guid) + (format.isEmpty() ? "" : "?" + format.substring(1)));
    }

    @Override
    public RegisteredSchema fetchLookup(String subject, SchemaDefinition schema, Lookup lookup) {
        String path =
                "/subjects/" + segment(subject) + "?normalize=" + lookup.normalize() + "&deleted=" + lookup.deleted();
        return transport.exchange("POST", path, new SchemaBody(schema), SCHEMA);
    }

    @Override
    public RegisteredSchema fetchVersion(String subject, int version) {
        return get("/subjects/" + segment(subject) + "/versions/" + version);
    }

    @Override
    public RegisteredSchema fetchReferenced(SchemaReference reference) {
        return get("/subjects/" + segment(reference.subject()) + "/versions/" + reference.version() + "?deleted=true");
    }

    @Override
    public RegisteredSchema fetchLatest(String subject) {
        return get("/subjects/" + segment(subject) + "/versions/latest");
    }

    @Override
    public RegisteredSchema fetchLatest(String subject, Map<String, String> metadata) {
        StringBuilder path = new StringBuilder("/subjects/" + segment(subject) + "/metadata?");
        metadata.forEach((key, value) -> path.append("key=")
                .append(segment(key))
                .append("&value=")
                .append(segment(value))
                .append('&'));
        return get(path.append("deleted=true").toString());
    }

    @Override
    public List<Association> associations(String namespace, String topic, boolean isKey) {
        String path = "/associations/resources/" + segment(namespace) + "/" + segment(topic)
                + "?resourceType=topic&associationType=" + (isKey ? "key" : "value");
        try {
            return transport.exchange("GET", path, null, new TypeReference<>() {});
        } catch (RegistryException failed) {
            // Registries older than 8.2 have no associations and answer 404 as for any unknown path.
            if (failed.status() == 404) {
                return List.of();
            }
            throw failed;
        }
    }

    @Override
    public RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize) {
        String path = "/subjects/" + segment(subject) + "/versions?normalize=" + normalize;
        return transport.exchange("POST", path, new SchemaBody(schema), SCHEMA);
    }

    @Override
    public List<String> subjects() {
        return transport.exchange("GET", "/subjects", null, new TypeReference<>() {});
    }

    @Override
    public List<Integer> versions(String subject) {
        return found("GET", "/subjects/" + segment(subject) + "/versions", null, new TypeReference<List<Integer>>() {})
                .orElse(List.of());
    }

    @Override
    public void eachSchema(String subjectPrefix, boolean latestOnly, Consumer<RegisteredSchema> taker) {
        String path = "/schemas?subjectPrefix=" + segment(subjectPrefix) + "&latestOnly=" + latestOnly + "&limit="
                + SCHEMAS_PER_REQUEST + "&offset=";
        String last = "";
        for (int offset = 0; ; ) {
            List<RegisteredSchema> page;
            try {
                page = transport.exchange("GET", path + offset, null, new TypeReference<>() {});
            } catch (RegistryException failed) {
                boolean unknownPath = failed.status() == 404 || failed.status() == 405;
                if (offset > 0 || !unknownPath) {
                    throw failed;
                }
                // Registries older than 5.5 list no schemas.
                RegistryClient.super.eachSchema(subjectPrefix, latestOnly, taker);
                return;
            }
            String end = page.isEmpty() ? last : nameOf(page.get(page.size() - 1));
            // A registry that knows no offset answers with the same again.
            if (end.equals(last)) {
                return;
            }
            page.forEach(taker);
            last = end;
            offset += page.size();
        }
    }

    private static String nameOf(RegisteredSchema schema) {
        return schema.subject() + " v" + schema.version();
    }

    @Override
    public CompatibilityResult testCompatibility(String subject, SchemaDefinition schema) {
        String path = "/compatibility/subjects/" + segment(subject) + "/versions?verbose=true";
        return found("POST", path, new SchemaBody(schema), new TypeReference<CompatibilityBody>() {})
                .map(answer -> new CompatibilityResult(
                        answer.compatible(), answer.messages() == null ? List.of() : answer.messages()))
                .orElse(new CompatibilityResult(true, List.of()));
    }

    @Override
    public CompatibilityLevel globalLevel() {
        return levelOf(transport.exchange("GET", "/config", null, new TypeReference<ConfigBody>() {}), "/config");
    }

    @Override
    public Optional<CompatibilityLevel> level(String subject) {
        String path = "/config/" + segment(subject);
        return found("GET", path, null, new TypeReference<ConfigBody>() {}).map(config -> levelOf(config, path));
    }

    /**
     * The level in force for a subject, also when only its context sets one; empty from registries that say it of those
     * alone that set it themselves.
     */
    public Optional<CompatibilityLevel> levelInForce(String subject) {
        String path = "/config/" + segment(subject) + "?defaultToGlobal=true";
        return found("GET", path, null, new TypeReference<ConfigBody>() {}).map(config -> levelOf(config, path));
    }

    @Override
    public void setLevel(String subject, CompatibilityLevel level) {
        transport.exchange(
                "PUT",
                "/config/" + segment(subject),
                new LevelBody(level.name()),
                new TypeReference<Map<String, Object>>() {});
    }

    @Override
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        String path = "/subjects/" + segment(subject) + (permanent ? "?permanent=true" : "");
        return found("DELETE", path, null, new TypeReference<List<Integer>>() {})
                .orElse(List.of());
    }

    /**
     * Every version that is not deleted and has the schema of that id; none when there is no such id.
     *
     * @param subject a subject of the context that the id is of; null for the default one
     */
    public List<SubjectVersion> usesOf(int id, @Nullable String subject) {
        String context = parameter("subject", contextOf(subject));
        String path = "/schemas/ids/" + id + "/versions" + (context.isEmpty() ? "" : "?" + context.substring(1));
        return found("GET", path, null, new TypeReference<List<SubjectVersion>>() {})
                .orElse(List.of());
    }

    /** The ids of the schemas that refer to a version; none when there is no such version. */
    public List<Integer> referencesTo(String subject, int version) {
        String path = "/subjects/" + segment(subject) + "/versions/" + version + "/referencedby";
        return found("GET", path, null, new TypeReference<List<Integer>>() {}).orElse(List.of());
    }

    /** The mode in force for a subject, such as {@code READWRITE}. */
    public String mode(String subject) {
        String path = "/mode/" + segment(subject) + "?defaultToGlobal=true";
        return transport
                .exchange("GET", path, null, new TypeReference<ModeBody>() {})
                .mode();
    }

    private RegisteredSchema get(String path) {
        return transport.exchange("GET", path, null, SCHEMA);
    }

    private <T> Optional<T> found(String method, String path, @Nullable Object body, TypeReference<T> type) {
        try {
            return Optional.of(transport.exchange(method, path, body, type));
        } catch (RegistryException failed) {
            if (failed.kind() == RegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static CompatibilityLevel levelOf(ConfigBody config, String path) {
        String name = config.compatibilityLevel() == null ? "" : config.compatibilityLevel();
        return CompatibilityLevel.named(name)
                .orElseThrow(() -> new RegistryException(
                        RegistryException.Kind.NOT_A_REGISTRY,
                        200,
                        0,
                        "The answer to " + path + " names '" + name + "', which is no compatibility level",
                        null));
    }

    /** A context as a subject, which stands for each subject in it; null for the default one. */
    private static @Nullable String contextOf(@Nullable String subject) {
        return subject == null || !subject.startsWith(":.") ? null : subject.substring(0, subject.indexOf(':', 1) + 1);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + segment(value);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record SchemaBody(String schemaType, String schema, List<SchemaReference> references) {
        SchemaBody(SchemaDefinition definition) {
            this("AVRO", definition.schema(), definition.references());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ModeBody(String mode) {}

    private record LevelBody(String compatibility) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ConfigBody(@Nullable String compatibilityLevel) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record CompatibilityBody(
            @JsonProperty("is_compatible") boolean compatible,
            @Nullable List<String> messages) {}
}
