package dev.avenant.service.access;

import dev.avenant.service.ApiDescription;
import dev.avenant.service.ApiRefusals;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Says in the description of the API who may ask what, from the same rules that decide it. */
@AutoConfiguration(before = ApiDescription.class)
@ConditionalOnClass(OperationCustomizer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class AccessDocumentation {

    private static final String SCHEME = "accessToken";

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
        };
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        return document.getComponents();
    }

    @Bean
    OperationCustomizer accessOfOperations() {
        return (operation, method) -> {
            AccessRule.of(method).ifPresent(rule -> describe(operation, rule));
            return operation;
        };
    }

    private static void describe(Operation operation, AccessRule rule) {
        refusal(operation, HttpStatus.UNAUTHORIZED, "No access token, or one that is not valid");
        if (rule.isPublic()) {
            return;
        }
        SecurityRequirement token = new SecurityRequirement().addList(SCHEME);
        if (operation.getSecurity() == null || !operation.getSecurity().contains(token)) {
            operation.addSecurityItem(token);
        }
        refusal(
                operation,
                HttpStatus.FORBIDDEN,
                rule.roles().isEmpty()
                        ? "Not allowed to this user"
                        : "Not allowed to this user, or without the role " + String.join(" or ", rule.roles()));
    }

    private static void refusal(Operation operation, HttpStatus status, String reason) {
        ApiRefusals.describe(operation, status, reason)
                .addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, new Header().schema(new StringSchema()));
    }
}
