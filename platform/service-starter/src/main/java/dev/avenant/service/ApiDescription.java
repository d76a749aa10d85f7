package dev.avenant.service;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Completes the description of the API with what all operations have alike: which service it is, what a refusal looks like
 * and with what anything may be refused, what must be there in a body and what may be null, and examples.
 */
@AutoConfiguration
@ConditionalOnClass(OperationCustomizer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class ApiDescription {

    private static final String UNKNOWN_VERSION = "unreleased";
    private static final String ANY_TYPE = org.springframework.http.MediaType.ALL_VALUE;
    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    private static final Set<Integer> TRY_AGAIN_LATER = Set.of(429, 503);

    @Bean
    ModelConverter requiredComponents() {
        return new RequiredComponents();
    }

    @Bean
    OperationCustomizer refusalsOfAllOperations(ServiceProperties properties) {
        return (operation, method) -> {
            for (Refusal refusal : method.getMethod().getAnnotationsByType(Refusal.class)) {
                ApiRefusals.describe(operation, refusal.status(), refusal.when());
            }
            ApiRefusals.describe(
                    operation,
                    HttpStatus.BAD_REQUEST,
                    "A parameter, a header or the body is not what is described, or an unknown parameter is given");
            ApiRefusals.describe(
                    operation,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "A body of more than " + properties.maxBody().toKilobytes() + " KiB");
            ApiRefusals.describe(
                    operation,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The database is away, or something else that the service needs");
            if (operation.getRequestBody() != null) {
                ApiRefusals.describe(
                        operation, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body of a type that is not described");
            }
            if (hasPathVariable(operation)) {
                ApiRefusals.describe(operation, HttpStatus.NOT_FOUND, "There is no such thing that the caller may see");
            }
            if (answersWithBody(operation)) {
                ApiRefusals.describe(
                        operation, HttpStatus.NOT_ACCEPTABLE, "Accept names no type that the answer may have");
            }
            return operation;
        };
    }

    private static boolean hasPathVariable(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
    }

    private static boolean answersWithBody(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .anyMatch(response ->
                        response.getKey().startsWith("2") && response.getValue().getContent() != null);
    }

    /** Comes after what else describes something: customizers have the order of their configurations, and no other. */
    @Bean
    OpenApiCustomizer completeDocument(Environment settings, ServiceProperties properties) {
        return document -> {
            document.getInfo()
                    .title(settings.getProperty("spring.application.name", "service"))
                    .version(settings.getProperty("spring.application.version", UNKNOWN_VERSION));
            components(document).addSchemas(ProblemSchema.NAME, ProblemSchema.schema());
            document.getPaths().forEach(ApiDescription::describeRefusals);
            NullableFields.describe(document);
            new ApiExamples(document, properties.examples()).describe();
        };
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        return document.getComponents();
    }

    private static void describeRefusals(String path, PathItem item) {
        for (Operation operation : item.readOperations()) {
            for (Map.Entry<String, ApiResponse> response :
                    operation.getResponses().entrySet()) {
                int status = Integer.parseInt(response.getKey());
                if (status >= HttpStatus.BAD_REQUEST.value()) {
                    response.getValue().content(ProblemSchema.content(status, response.getValue(), path));
                }
                describeJson(response.getValue().getContent());
                if (TRY_AGAIN_LATER.contains(status)) {
                    response.getValue()
                            .addHeaderObject(
                                    HttpHeaders.RETRY_AFTER,
                                    new Header().description("In seconds").schema(new IntegerSchema()));
                }
            }
            describeEmptyParameters(operation);
            sort(operation);
        }
    }

    /** What nothing else is said of is JSON. */
    private static void describeJson(@Nullable Content content) {
        MediaType anything = content == null ? null : content.remove(ANY_TYPE);
        if (content != null && anything != null) {
            content.addMediaType(JSON, anything);
        }
    }

    private static void describeEmptyParameters(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter ->
                            "query".equals(parameter.getIn()) && !Boolean.TRUE.equals(parameter.getRequired()))
                    .forEach(parameter -> parameter.setAllowEmptyValue(true));
        }
    }

    private static void sort(Operation operation) {
        List<Map.Entry<String, ApiResponse>> sorted = operation.getResponses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        operation.getResponses().clear();
        sorted.forEach(response -> operation.getResponses().put(response.getKey(), response.getValue()));
    }
}
