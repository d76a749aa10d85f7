package dev.avenant.service.access;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;

/** Says in the description of the API who may ask what, from the same rules that decide it. */
@AutoConfiguration
@ConditionalOnClass(OperationCustomizer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class AccessDocumentation {

    private static final String SCHEME = "accessToken";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenApiCustomizer accessTokenScheme(AccessProperties properties) {
        return document -> {
            Components components = components(document);
            components.addSecuritySchemes(
                    SCHEME,
                    new SecurityScheme()
                            .type(SecurityScheme.Type.HTTP)
                            .scheme("bearer")
                            .bearerFormat("JWT")
                            .description("From " + properties.signIn()));
            components.addSchemas(PROBLEM, problem());
        };
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        return document.getComponents();
    }

    private static Schema<?> problem() {
        Schema<?> schema = new ObjectSchema().description("A problem detail (RFC 9457)");
        schema.addProperty("title", new StringSchema());
        schema.addProperty("status", new Schema<Integer>().type("integer"));
        schema.addProperty("detail", new StringSchema());
        schema.addProperty("instance", new StringSchema());
        return schema;
    }

    @Bean
    OperationCustomizer accessOfOperations() {
        return (operation, method) -> {
            AccessRule.of(method).ifPresent(rule -> describe(operation, rule));
            return operation;
        };
    }

    private static void describe(Operation operation, AccessRule rule) {
        operation.getResponses().addApiResponse("401", refusal("No access token, or one that is not valid"));
        if (rule.isPublic()) {
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
        operation
                .getResponses()
                .addApiResponse(
                        "403",
                        refusal(
                                rule.roles().isEmpty()
                                        ? "Not allowed to this user"
                                        : "Not allowed to this user, or without the role "
                                                + String.join(" or ", rule.roles())));
    }

    private static ApiResponse refusal(String description) {
        return new ApiResponse()
                .description(description)
                .addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, new Header().schema(new StringSchema()))
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }
}
