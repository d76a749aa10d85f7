package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which call does what. */
final class Routes {

    private final Catalog catalog;
    private final Registrar registrar;

    Routes(Catalog catalog, Registrar registrar) {
        this.catalog = catalog;
        this.registrar = registrar;
    }

    private record SchemaRequest(
            @Nullable String schema,
            @Nullable String schemaType,
            @Nullable List<SchemaReference> references) {

        String avro() {
            if (schemaType != null && !schemaType.equals("AVRO")) {
                throw new RegistryFault(422, 42201, "Invalid schema type " + schemaType);
            }
            if (schema == null || schema.isBlank()) {
                throw new RegistryFault(422, 42201, "Empty schema");
            }
            return schema;
        }

        List<SchemaReference> referencesOrNone() {
            return references == null ? List.of() : references;
        }
    }

    private record LevelRequest(@Nullable String compatibility) {

        CompatibilityLevel level() {
            return Optional.ofNullable(compatibility)
                    .flatMap(CompatibilityLevel::named)
                    .orElseThrow(() -> new RegistryFault(
                            422,
                            42203,
                            "Invalid compatibility level. Valid values are none, backward, forward, full,"
                                    + " backward_transitive, forward_transitive, and full_transitive"));
        }
    }

    /** Empty when no route has that path; a fault when the path has no such method. */
    Optional<Answer> answer(Call call) {
        List<String> path = call.path();
        if (path.isEmpty()) {
            return Optional.of(Answer.ok(Map.of()));
        }
        return switch (path.get(0)) {
            case "subjects" -> subjects(call);
            case "schemas" -> schemas(call);
            case "config" -> config(call);
            case "mode" -> path.size() == 1 ? Optional.of(Answer.ok(Map.of("mode", "READWRITE"))) : Optional.empty();
            case "contexts" -> path.size() == 1 ? Optional.of(Answer.ok(List.of("."))) : Optional.empty();
            case "compatibility" -> compatibility(call);
            default -> Optional.empty();
        };
    }

    private Optional<Answer> subjects(Call call) {
        List<String> path = call.path();
        String method = call.method();
        if (path.size() == 1) {
            return Optional.of(Answer.ok(catalog.subjects(call.flag("deleted"))));
        }
        String subject = path.get(1);
        if (path.size() == 2) {
            return switch (method) {
                case "POST" -> {
                    SchemaRequest request = call.body(SchemaRequest.class);
                    yield Optional.of(Answer.ok(described(registrar.lookup(
                            subject, request.avro(), request.referencesOrNone(), call.flag("deleted")))));
                }
                case "DELETE" -> Optional.of(Answer.ok(registrar.deleteSubject(subject, call.flag("permanent"))));
                default -> throw notAllowed();
            };
        }
        if (!path.get(2).equals("versions")) {
            return Optional.empty();
        }
        if (path.size() == 3) {
            return switch (method) {
                case "GET" -> Optional.of(Answer.ok(versions(subject, call.flag("deleted"))));
                case "POST" -> Optional.of(Answer.ok(register(subject, call.body(SchemaRequest.class))));
                default -> throw notAllowed();
            };
        }
        return version(call, subject, path.get(3));
    }

    private Optional<Answer> version(Call call, String subject, String wanted) {
        List<String> path = call.path();
        if (path.size() == 4) {
            return switch (call.method()) {
                case "GET" ->
                    Optional.of(Answer.ok(described(registrar.version(subject, wanted, call.flag("deleted")))));
                case "DELETE" ->
                    Optional.of(Answer.ok(registrar.deleteVersion(subject, wanted, call.flag("permanent"))));
                default -> throw notAllowed();
            };
        }
        SchemaVersion version = registrar.version(subject, wanted, call.flag("deleted"));
        return switch (path.get(4)) {
            case "schema" -> Optional.of(Answer.ok(asJson(version)));
            case "referencedby" ->
                Optional.of(Answer.ok(catalog.referencing(subject, version.version()).stream()
                        .map(SchemaVersion::id)
                        .distinct()
                        .toList()));
            default -> Optional.empty();
        };
    }

    private Optional<Answer> schemas(Call call) {
        List<String> path = call.path();
        if (path.size() == 2 && path.get(1).equals("types")) {
            return Optional.of(Answer.ok(List.of("AVRO")));
        }
        if (path.size() < 3 || !path.get(1).equals("ids")) {
            return Optional.empty();
        }
        int id = number(path.get(2));
        SchemaVersion version =
                catalog.byId(id).orElseThrow(() -> new RegistryFault(404, 40403, "Schema " + id + " not found"));
        if (path.size() == 3) {
            return Optional.of(Answer.ok(byId(version)));
        }
        List<SchemaVersion> versions = catalog.versionsWithId(id);
        return switch (path.get(3)) {
            case "schema" -> Optional.of(Answer.ok(asJson(version)));
            case "subjects" ->
                Optional.of(Answer.ok(
                        versions.stream().map(SchemaVersion::subject).distinct().toList()));
            case "versions" ->
                Optional.of(Answer.ok(versions.stream()
                        .map(v -> Map.of("subject", v.subject(), "version", v.version()))
                        .toList()));
            default -> Optional.empty();
        };
    }

    private Optional<Answer> config(Call call) {
        List<String> path = call.path();
        String subject = path.size() == 1 ? null : path.get(1);
        if (path.size() > 2) {
            return Optional.empty();
        }
        return switch (call.method()) {
            case "GET" -> Optional.of(Answer.ok(Map.of("compatibilityLevel", level(subject, call))));
            case "PUT" -> {
                CompatibilityLevel wanted = call.body(LevelRequest.class).level();
                registrar.setLevel(subject, wanted);
                yield Optional.of(Answer.ok(Map.of("compatibility", wanted)));
            }
            case "DELETE" -> {
                CompatibilityLevel before = subject == null ? catalog.globalLevel() : catalog.levelInForce(subject);
                registrar.setLevel(subject, null);
                yield Optional.of(Answer.ok(Map.of("compatibilityLevel", before)));
            }
            default -> throw notAllowed();
        };
    }

    private CompatibilityLevel level(@Nullable String subject, Call call) {
        if (subject == null) {
            return catalog.globalLevel();
        }
        if (call.flag("defaultToGlobal")) {
            return catalog.levelInForce(subject);
        }
        return catalog.level(subject)
                .orElseThrow(() -> new RegistryFault(
                        404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured"));
    }

    private Optional<Answer> compatibility(Call call) {
        List<String> path = call.path();
        if (path.size() < 4 || path.size() > 5 || !path.get(1).equals("subjects")) {
            return Optional.empty();
        }
        SchemaRequest request = call.body(SchemaRequest.class);
        List<String> against = registrar.test(
                path.get(2), path.size() == 5 ? path.get(4) : null, request.avro(), request.referencesOrNone());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_compatible", against.isEmpty());
        if (call.flag("verbose")) {
            answer.put("messages", against);
        }
        return Optional.of(Answer.ok(answer));
    }

    private List<Integer> versions(String subject, boolean deletedToo) {
        List<Integer> versions = catalog.versions(subject, deletedToo).stream()
                .map(SchemaVersion::version)
                .toList();
        if (versions.isEmpty()) {
            throw new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private Map<String, Object> register(String subject, SchemaRequest request) {
        SchemaVersion version = registrar.register(subject, request.avro(), request.referencesOrNone());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", version.id());
        answer.put("version", version.version());
        answer.put("guid", version.guid());
        answer.put("schemaType", "AVRO");
        putReferences(answer, version);
        answer.put("schema", version.schema());
        return answer;
    }

    private static Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("version", version.version());
        answer.put("id", version.id());
        answer.put("guid", version.guid());
        answer.put("schemaType", "AVRO");
        putReferences(answer, version);
        answer.put("schema", version.schema());
        answer.put("deleted", version.deleted());
        return answer;
    }

    private static Map<String, Object> byId(SchemaVersion version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("version", version.version());
        answer.put("guid", version.guid());
        answer.put("schemaType", "AVRO");
        answer.put("schema", version.schema());
        putReferences(answer, version);
        answer.put("deleted", version.deleted());
        return answer;
    }

    private static void putReferences(Map<String, Object> answer, SchemaVersion version) {
        if (!version.references().isEmpty()) {
            answer.put("references", version.references());
        }
    }

    private static JsonNode asJson(SchemaVersion version) {
        try {
            return Call.JSON.readTree(version.schema());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A stored schema is JSON", impossible);
        }
    }

    private static int number(String segment) {
        try {
            return Integer.parseInt(segment);
        } catch (NumberFormatException noNumber) {
            throw new RegistryFault(404, 404, "HTTP 404 Not Found");
        }
    }

    private static RegistryFault notAllowed() {
        return new RegistryFault(405, 405, "HTTP 405 Method Not Allowed");
    }
}
