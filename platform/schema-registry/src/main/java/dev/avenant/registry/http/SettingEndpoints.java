package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.Mode;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.Settings;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.client.api.RegistryErrorCode;
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
    private final ReadContext view;
    private final Limits limits;

    SettingEndpoints(ReadContext view, Settings settings, SubjectDeletion deletion, ServerIdentity identity) {
        this.catalog = view.catalog();
        this.view = view;
        this.limits = view.limits();
        this.settings = settings;
        this.deletion = deletion;
        this.identity = identity;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.read("GET", "/", call -> ApiResponse.ok(ResponseBodies.object())),
                Endpoint.read("POST", "/", call -> ApiResponse.ok(ResponseBodies.object())),
                Endpoint.read("GET", "/config", this::config, "defaultToGlobal"),
                Endpoint.write("PUT", "/config", this::setConfig),
                Endpoint.write("DELETE", "/config", this::unsetConfig),
                Endpoint.read("GET", "/config/{subject}", this::config, "defaultToGlobal"),
                Endpoint.write("PUT", "/config/{subject}", this::setConfig),
                Endpoint.write("DELETE", "/config/{subject}", this::unsetConfig),
                Endpoint.read("GET", "/mode", this::mode, "defaultToGlobal"),
                Endpoint.write("PUT", "/mode", this::setMode, "force"),
                Endpoint.write("DELETE", "/mode", this::unsetMode, "recursive"),
                Endpoint.read("GET", "/mode/{subject}", this::mode, "defaultToGlobal"),
                Endpoint.write("PUT", "/mode/{subject}", this::setMode, "force"),
                Endpoint.write("DELETE", "/mode/{subject}", this::unsetMode, "recursive"),
                Endpoint.read("GET", "/contexts", this::contexts, "offset", "limit", "contextPrefix"),
                Endpoint.write("DELETE", "/contexts/{context}", this::deleteContext),
                Endpoint.read("GET", "/v1/metadata/id", this::serverId),
                Endpoint.read(
                        "GET",
                        "/v1/metadata/version",
                        call -> ApiResponse.ok(ResponseBodies.object()
                                .put("version", API_VERSION)
                                .put("commitId", API_COMMIT))),
                Endpoint.read("GET", "/v1/metadata/deployment", call -> {
                    ObjectNode body = ResponseBodies.object();
                    body.putArray("attributes");
                    return ApiResponse.ok(body);
                }));
    }

    private ApiResponse config(ApiRequest call) {
        String scope = call.scope();
        if (call.flag("defaultToGlobal")) {
            return ApiResponse.ok(shown(catalog.configInScope(scope)));
        }
        SubjectConfig config = catalog.config(scope)
                .or(() -> scope == null ? Optional.of(SubjectConfig.EMPTY) : Optional.empty())
                .orElseThrow(() -> RegistryFault.of(RegistryErrorCode.SUBJECT_CONFIG_NOT_FOUND, String.valueOf(scope)));
        return ApiResponse.ok(shown(config.orLevel(catalog.serverLevel())));
    }

    private static JsonNode shown(SubjectConfig config) {
        ObjectNode body = Json.MAPPER.valueToTree(config);
        if (config.usableAlias() == null) {
            body.remove("alias");
        }
        return body;
    }

    private ApiResponse setConfig(ApiRequest call) {
        String scope = call.scope();
        ConfigUpdateRequest.Change change = ConfigUpdateRequest.read(
                call.body(), scope == null ? "updateTopLevelConfig.request" : "updateSubjectLevelConfig.request");
        SubjectConfig changed = settings.configure(scope, change::apply);
        return ApiResponse.ok(Json.MAPPER.<JsonNode>valueToTree(ConfigUpdateRequest.of(changed)));
    }

    private ApiResponse unsetConfig(ApiRequest call) {
        return ApiResponse.ok(shown(settings.unconfigure(call.scope()).orLevel(catalog.serverLevel())));
    }

    private ApiResponse mode(ApiRequest call) {
        String scope = call.scope();
        if (call.flag("defaultToGlobal")) {
            return ApiResponse.ok(shown(catalog.modeInScope(scope).name()));
        }
        Mode mode = catalog.mode(scope)
                .or(() -> scope == null ? Optional.of(Mode.READWRITE) : Optional.empty())
                .orElseThrow(() -> RegistryFault.of(RegistryErrorCode.SUBJECT_MODE_NOT_FOUND, String.valueOf(scope)));
        return ApiResponse.ok(shown(mode.name()));
    }

    private static JsonNode shown(@Nullable String mode) {
        return ResponseBodies.object().put("mode", mode);
    }

    private ApiResponse setMode(ApiRequest call) {
        String scope = call.scope();
        JsonNode body = Json.tree(call.body(), scope == null ? "updateTopLevelMode.request" : "updateMode.request");
        JsonNode wanted = null;
        for (var member : body.properties()) {
            wanted = member.getKey().equalsIgnoreCase("mode") ? member.getValue() : wanted;
        }
        if (!body.isObject() || wanted == null || wanted.isContainerNode()) {
            throw invalidMode();
        }
        Mode mode = wanted.isNull() ? null : Mode.named(wanted.asText()).orElseThrow(SettingEndpoints::invalidMode);
        if (mode == Mode.FORWARD && !QualifiedSubject.GLOBAL.equals(scope)) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_MODE, "Forward mode only supported on global level");
        }
        settings.setMode(scope, mode, call.flag("force"));
        return ApiResponse.ok(shown(wanted.isNull() ? null : wanted.asText()));
    }

    private static RegistryFault invalidMode() {
        return RegistryFault.of(
                RegistryErrorCode.INVALID_MODE,
                "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.");
    }

    private ApiResponse unsetMode(ApiRequest call) {
        Optional<Mode> was = settings.unsetMode(call.scope(), call.flag("recursive"));
        return ApiResponse.ok(was.<JsonNode>map(mode -> shown(mode.name())).orElseGet(ResponseBodies::object));
    }

    private ApiResponse contexts(ApiRequest call) {
        String prefix = call.option("contextPrefix");
        List<String> contexts = catalog.contexts().stream()
                .filter(context -> prefix == null || context.startsWith(prefix))
                .filter(context -> isShown(call, new QualifiedSubject(context, "")))
                .toList();
        return ApiResponse.ok(ResponseBodies.texts(limits.contexts().page(call, contexts)));
    }

    /** Who may read nothing in a context does not see it. */
    private boolean isShown(ApiRequest call, QualifiedSubject context) {
        return context.isInDefaultContext()
                || view.shows(call, context.toString())
                || catalog.subjects(context.toString(), LookupFilter.ALL).stream()
                        .anyMatch(subject -> view.shows(call, subject));
    }

    private ApiResponse deleteContext(ApiRequest call) {
        deletion.deleteContext(QualifiedSubject.of(QualifiedSubject.inContext(call.variable("context"), "x"))
                .context());
        return ApiResponse.empty();
    }

    private ApiResponse serverId(ApiRequest call) {
        ObjectNode body = ResponseBodies.object();
        ObjectNode scope = body.putObject("scope");
        scope.putArray("path");
        scope.putObject("clusters")
                .put("kafka-cluster", identity.kafkaCluster())
                .put("schema-registry-cluster", identity.registryCluster());
        return ApiResponse.ok(body);
    }
}
