package dev.avenant.service.idempotency;

import dev.avenant.service.ApiDescription;
import dev.avenant.service.ApiRefusals;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;

/** Says in the description of the API which requests may be sent again with the same {@code Idempotency-Key}. */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class, before = ApiDescription.class)
@ConditionalOnClass(OperationCustomizer.class)
@ConditionalOnBean(IdempotencyProperties.class)
public final class IdempotencyDocumentation {

    private static final String VISIBLE = "[!-~]{1,255}";

    @Bean
    OpenApiCustomizer idempotentOperations(IdempotencyProperties properties) {
        return document -> document.getPaths().forEach((path, item) -> {
            PathContainer address = PathContainer.parsePath(path);
            boolean isExcepted = properties.exceptions().stream().anyMatch(pattern -> pattern.matches(address));
            Operation operation = item.readOperationsMap().get(PathItem.HttpMethod.POST);
            if (operation != null && path.startsWith("/api/") && !isExcepted) {
                describe(operation);
            }
        });
    }

    private static void describe(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(IdempotencyFilter.HEADER)
                .description("The same for a request that is sent again, which is answered as the first one was")
                .schema(new StringSchema().pattern(VISIBLE)));
        ApiRefusals.describe(
                operation, HttpStatus.CONFLICT, "The first request with this Idempotency-Key is still worked on");
        ApiRefusals.describe(
                operation, HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key came with another request before");
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject(
                        IdempotencyFilter.REPLAYED,
                        new Header()
                                .description("true when this was answered before")
                                .schema(new StringSchema()));
            }
        });
    }
}
