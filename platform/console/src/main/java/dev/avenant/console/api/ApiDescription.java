package dev.avenant.console.api;

import dev.avenant.console.access.AccessSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the REST API by OpenAPI, with the way that programs sign in. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SIGN_IN = "sign-in";

    @Bean
    OpenAPI description(AccessSettings settings) {
        OpenAPI document = new OpenAPI()
                .info(new Info()
                        .title("Avenant console")
                        .version("v1")
                        .description("What the pages of the console show and do, with the same rights. Problems are"
                                + " application/problem+json (RFC 9457). Lists are read on with the cursor that they"
                                + " give."));
        return switch (settings.mode()) {
            case NONE -> document;
            case LOCAL -> signedIn(document, "basic");
            case OIDC -> signedIn(document, "bearer");
        };
    }

    private static OpenAPI signedIn(OpenAPI document, String scheme) {
        return document.components(new Components()
                        .addSecuritySchemes(
                                SIGN_IN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(scheme)))
                .addSecurityItem(new SecurityRequirement().addList(SIGN_IN));
    }
}
