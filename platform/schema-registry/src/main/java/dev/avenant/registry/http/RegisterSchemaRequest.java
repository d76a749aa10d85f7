package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avenant.registry.catalog.LogicalFormat;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaReference;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body that registers, looks up or checks a schema. Its name is seen in error messages. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RegisterSchemaRequest(
        @Nullable Integer version,
        @Nullable Integer id,
        @Nullable String schemaType,
        @Nullable ArrayList<@Nullable SchemaReference> references,
        @Nullable Metadata metadata,
        @Nullable RuleSet ruleSet,
        @Nullable String schema,
        @Nullable List<@Nullable SchemaTags> schemaTagsToAdd,
        @Nullable List<@Nullable SchemaTags> schemaTagsToRemove,
        @Nullable Boolean propagateSchemaTags) {

    /**
     * What a request wants registered, looked up or checked under the subject of its path.
     *
     * @param name what the body is called where it is missing
     */
    static RegistrationRequest read(ApiRequest request, String name) {
        return body(request, name).registration(request);
    }

    /** As {@link #read}, of a text that does not tell by itself which kind of schema it is. */
    static RegistrationRequest readTyped(ApiRequest request, String name) {
        RegisterSchemaRequest body = body(request, name);
        if (body.schemaType() == null || body.schemaType().isBlank()) {
            throw LogicalFormat.typeMissing();
        }
        return body.registration(request);
    }

    private static RegisterSchemaRequest body(ApiRequest request, String name) {
        return Json.read(request.body(), RegisterSchemaRequest.class, name);
    }

    private RegistrationRequest registration(ApiRequest request) {
        return new RegistrationRequest(
                request.resolvedSubject(),
                content(),
                id(),
                version(),
                new RegistrationRequest.Options(request.flag("normalize"), request.flag("force"), tags()));
    }

    SchemaContent content() {
        List<SchemaReference> named = references == null
                ? List.of()
                : references.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
        return new SchemaContent(
                schemaType == null ? SchemaContent.AVRO : schemaType,
                schema == null ? "" : schema,
                named,
                metadata,
                ruleSet);
    }

    RegistrationRequest.Tagging tags() {
        return new RegistrationRequest.Tagging(
                SchemaTags.entities(schemaTagsToAdd),
                SchemaTags.entities(schemaTagsToRemove),
                Boolean.TRUE.equals(propagateSchemaTags));
    }
}
