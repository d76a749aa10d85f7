package dev.avenant.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryAdmin.StoredVersion;
import dev.avenant.registry.client.RegistryConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A registry of a test's own, which is filled and looked at as a whole. */
final class RegistryFixture implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SchemaRegistry registry =
            SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));

    private final RegistryAdmin admin = new RegistryAdmin(
            RegistryConnection.to(List.of(registry.url())).withRetries(RegistryConnection.Retries.NONE));

    /** A version that a schema refers to. */
    record Reference(String name, String subject, int version) {}

    static RegistryFixture empty() {
        return new RegistryFixture();
    }

    URI uri() {
        return registry.url();
    }

    String url() {
        return registry.url().toString();
    }

    RegistryAdmin admin() {
        return admin;
    }

    RegistryFixture register(String subject, String schema, Reference... references) {
        admin.register(subject, body(schema, references));
        return this;
    }

    /** Registers whatever an earlier version says. */
    RegistryFixture force(String subject, String schema, Reference... references) {
        ObjectNode none = JSON.createObjectNode().put("compatibilityLevel", "NONE");
        var before = admin.config(subject);
        admin.setConfig(subject, none);
        admin.register(subject, body(schema, references));
        admin.setConfig(subject, before.orElse(JSON.createObjectNode().putNull("compatibilityLevel")));
        return this;
    }

    RegistryFixture importAs(int id, int version, String subject, String schema, Reference... references) {
        admin.setMode(subject, RegistryAdmin.IMPORT, true);
        admin.register(subject, body(schema, references).put("id", id).put("version", version));
        admin.unsetMode(subject);
        return this;
    }

    RegistryFixture register(String subject, ObjectNode body) {
        admin.register(subject, body);
        return this;
    }

    static ObjectNode body(String schema, Reference... references) {
        ObjectNode body = JSON.createObjectNode().put("schema", schema);
        if (references.length > 0) {
            ArrayNode array = body.putArray("references");
            for (Reference reference : references) {
                array.addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        return body;
    }

    RegistryFixture level(String scope, String level) {
        admin.setConfig(scope.isEmpty() ? null : scope, JSON.createObjectNode().put("compatibilityLevel", level));
        return this;
    }

    RegistryFixture alias(String subject, String of) {
        admin.setConfig(subject, JSON.createObjectNode().put("alias", of));
        return this;
    }

    RegistryFixture delete(String subject, int version) {
        admin.deleteVersion(subject, version);
        return this;
    }

    /** Everything that the registry answers about what it holds, but for the times. */
    ObjectNode everything() {
        ObjectNode all = JSON.createObjectNode();
        all.set("config", admin.config(null).orElseThrow());
        all.set("contexts", JSON.valueToTree(new TreeSet<>(admin.contexts())));
        admin.contexts().forEach(context -> all.set(context, setting(context)));
        for (String subject : new TreeSet<>(admin.subjects())) {
            TreeMap<String, JsonNode> versions = new TreeMap<>();
            List<Integer> active = new ArrayList<>();
            for (StoredVersion version : admin.stored(subject).versions()) {
                ObjectNode answer = version.answer();
                answer.remove("ts");
                int number = answer.path("version").asInt();
                versions.put("v" + number, answer);
                if (!version.deleted()) {
                    active.add(number);
                }
            }
            ObjectNode of = all.putObject(subject);
            of.set("active", JSON.valueToTree(active));
            of.set("setting", setting(subject));
            of.put("mode", admin.mode(subject).orElse("none"));
            of.set("versions", JSON.valueToTree(versions));
        }
        return all;
    }

    private JsonNode setting(String scope) {
        return admin.config(scope).<JsonNode>map(config -> config).orElse(JSON.nullNode());
    }

    @Override
    public void close() {
        registry.close();
    }
}
