package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.delete;
import static dev.avenant.registry.http.Endpoint.get;
import static dev.avenant.registry.http.Endpoint.post;
import static dev.avenant.registry.http.Endpoint.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.Mode;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.Settings;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /config}, {@code /mode}, {@code /contexts} and of the server itself. */
final class SettingEndpoints {

    /** The version of the API that this registry speaks. */
    private static final String API_VERSION = "8.5.0-0";

    private static final String API_COMMIT = "794611bd86d1ce0422581269e2b13a2ab010c7fb";

    private final Catalog catalog;
    private final Settings settings;
    private final SubjectDeletion deletion;
    private final ServerIdentity identity;
    private final ReadContext readContext;
    private final Limits limits;

    SettingEndpoints(ReadContext readContext, Settings settings, SubjectDeletion deletion, ServerIdentity identity) {
        this.catalog = readContext.catalog();
        this.readContext = readContext;
        this.limits = readContext.limits();
        this.settings = settings;
        this.deletion = deletion;
        this.identity = identity;
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/").needs(Role.READ, AccessScope.REGISTRY)
                        .answers(request -> ApiResponse.ok(ResponseBodies.object())),
                post("/")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(request -> ApiResponse.ok(ResponseBodies.object())),
                get("/config")
                        .parameters("defaultToGlobal")
                        .needs(Role.READ, AccessScope.CONTEXT)
                        .answers(this::config),
                put("/config").needs(Role.ADMIN, AccessScope.CONTEXT).answers(this::setConfig),
                delete("/config").needs(Role.ADMIN, AccessScope.CONTEXT).answers(this::unsetConfig),
                get("/config/{subject}")
                        .parameters("defaultToGlobal")
                        .needs(Role.READ, AccessScope.SUBJECT)
                        .answers(this::config),
                put("/config/{subject}").needs(Role.ADMIN, AccessScope.SUBJECT).answers(this::setConfig),
                delete("/config/{subject}")
                        .needs(Role.ADMIN, AccessScope.SUBJECT)
                        .answers(this::unsetConfig),
                get("/mode")
                        .parameters("defaultToGlobal")
                        .needs(Role.READ, AccessScope.CONTEXT)
                        .answers(this::mode),
                put("/mode")
                        .parameters("force")
                        .needs(Role.ADMIN, AccessScope.CONTEXT)
                        .answers(this::setMode),
                delete("/mode")
                        .parameters("recursive")
                        .needs(Role.ADMIN, AccessScope.CONTEXT)
                        .answers(this::unsetMode),
                get("/mode/{subject}")
                        .parameters("defaultToGlobal")
                        .needs(Role.READ, AccessScope.SUBJECT)
                        .answers(this::mode),
                put("/mode/{subject}")
                        .parameters("force")
                        .needs(Role.ADMIN, AccessScope.SUBJECT)
                        .answers(this::setMode),
                delete("/mode/{subject}")
                        .parameters("recursive")
                        .needs(Role.ADMIN, AccessScope.SUBJECT)
                        .answers(this::unsetMode),
                get("/contexts")
                        .parameters("offset", "limit", "contextPrefix")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::contexts),
                delete("/contexts/{context}")
                        .needs(Role.ADMIN, AccessScope.REGISTRY)
                        .answers(this::deleteContext),
                get("/v1/metadata/id").needs(Role.READ, AccessScope.REGISTRY).answers(this::serverId),
                get("/v1/metadata/version")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(request -> ApiResponse.ok(ResponseBodies.object()
                                .put("version", API_VERSION)
                                .put("commitId", API_COMMIT))),
                get("/v1/metadata/deployment")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(SettingEndpoints::deployment));
    }

    private static ApiResponse deployment(ApiRequest request) {
        ObjectNode body = ResponseBodies.object();
        body.putArray("attributes");
        return ApiResponse.ok(body);
    }

    private ApiResponse config(ApiRequest request) {
        String scope = request.settingScope();
        if (request.flag("defaultToGlobal")) {
            return ApiResponse.ok(shown(catalog.configInScope(scope)));
        }
        SubjectConfig config = catalog.config(scope)
                .or(() -> isTopLevel(scope) ? Optional.of(SubjectConfig.EMPTY) : Optional.empty())
                .orElseThrow(() -> RestException.of(RegistryErrorCode.SUBJECT_CONFIG_NOT_FOUND, String.valueOf(scope)));
        return ApiResponse.ok(shown(config.orLevel(catalog.defaults().compatibilityLevel())));
    }

    /** Whether something counts there even when nobody set it. */
    private static boolean isTopLevel(@Nullable String scope) {
        return scope == null || scope.equals(QualifiedSubject.GLOBAL);
    }

    private static JsonNode shown(SubjectConfig config) {
        ObjectNode body = Json.MAPPER.valueToTree(config);
        if (config.usableAlias() == null) {
            body.remove("alias");
        }
        return body;
    }

    private ApiResponse setConfig(ApiRequest request) {
        String scope = request.settingScope();
        ConfigUpdateRequest.Change change = ConfigUpdateRequest.read(
                request.body(), scope == null ? "updateTopLevelConfig.request" : "updateSubjectLevelConfig.request");
        SubjectConfig changed = settings.configure(scope, change::apply);
        return ApiResponse.ok(Json.MAPPER.<JsonNode>valueToTree(ConfigUpdateRequest.of(changed)));
    }

    private ApiResponse unsetConfig(ApiRequest request) {
        return ApiResponse.ok(shown(settings.unconfigure(request.settingScope())
                .orLevel(catalog.defaults().compatibilityLevel())));
    }

    private ApiResponse mode(ApiRequest request) {
        String scope = request.settingScope();
        if (request.flag("defaultToGlobal")) {
            return ApiResponse.ok(shown(catalog.modeInScope(scope).name()));
        }
        Mode mode = catalog.mode(scope)
                .or(() -> scope == null ? Optional.of(Mode.READWRITE) : Optional.empty())
                .orElseThrow(() -> RestException.of(RegistryErrorCode.SUBJECT_MODE_NOT_FOUND, String.valueOf(scope)));
        return ApiResponse.ok(shown(mode.name()));
    }

    private static JsonNode shown(@Nullable String mode) {
        return ResponseBodies.object().put("mode", mode);
    }

    private ApiResponse setMode(ApiRequest request) {
        String scope = request.settingScope();
        JsonNode body = Json.tree(request.body(), scope == null ? "updateTopLevelMode.request" : "updateMode.request");
        JsonNode wanted = null;
        for (var member : body.properties()) {
            wanted = member.getKey().equalsIgnoreCase("mode") ? member.getValue() : wanted;
        }
        if (!body.isObject() || wanted == null || wanted.isContainerNode()) {
            throw invalidMode();
        }
        Mode mode = wanted.isNull() ? null : Mode.named(wanted.asText()).orElseThrow(SettingEndpoints::invalidMode);
        if (mode == Mode.FORWARD && !QualifiedSubject.GLOBAL.equals(scope)) {
            throw RestException.of(RegistryErrorCode.INVALID_MODE, "Forward mode only supported on global level");
        }
        settings.setMode(scope, mode, request.flag("force"));
        return ApiResponse.ok(shown(wanted.isNull() ? null : wanted.asText()));
    }

    private static RestException invalidMode() {
        return RestException.of(
                RegistryErrorCode.INVALID_MODE,
                "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.");
    }

    private ApiResponse unsetMode(ApiRequest request) {
        Optional<Mode> was = settings.unsetMode(request.settingScope(), request.flag("recursive"));
        return ApiResponse.ok(was.<JsonNode>map(mode -> shown(mode.name())).orElseGet(ResponseBodies::object));
    }

    private ApiResponse contexts(ApiRequest request) {
        String prefix = request.option("contextPrefix");
        List<String> contexts = catalog.contexts().stream()
                .filter(context -> prefix == null || context.startsWith(prefix))
                .filter(context -> isShown(request, new QualifiedSubject(context, "")))
                .toList();
        return ApiResponse.ok(ResponseBodies.texts(limits.contexts().page(request, contexts)));
    }

    /** Who may read nothing in a context does not see it. */
    private boolean isShown(ApiRequest request, QualifiedSubject context) {
        return context.isInDefaultContext()
                || readContext.shows(request, context.toString())
                || catalog.subjects(context.toString(), LookupFilter.ALL).stream()
                        .anyMatch(subject -> readContext.shows(request, subject));
    }

    private ApiResponse deleteContext(ApiRequest request) {
        String context = QualifiedSubject.of(QualifiedSubject.inContext(request.variable("context"), "x"))
                .context();
        if (context.equals(QualifiedSubject.DEFAULT_CONTEXT)) {
            return ApiResponse.untyped(405, "HTTP 405 Method Not Allowed");
        }
        deletion.deleteContext(context);
        return ApiResponse.empty();
    }

    private ApiResponse serverId(ApiRequest request) {
        ObjectNode body = ResponseBodies.object();
        ObjectNode scope = body.putObject("scope");
        scope.putArray("path");
        scope.putObject("clusters")
                .put("kafka-cluster", identity.kafkaCluster().get())
                .put("schema-registry-cluster", identity.registryCluster());
        return ApiResponse.ok(body);
    }
}
