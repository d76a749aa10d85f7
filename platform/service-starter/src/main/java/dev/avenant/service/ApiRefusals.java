package dev.avenant.service;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springframework.http.HttpStatus;

/** Says in the description of the API with what an operation is refused. What a refusal looks like is added to all alike. */
public final class ApiRefusals {

    private static final String BETWEEN = "; ";

    private ApiRefusals() {}

    /**
     * Adds a reason for a refusal, beside those that are described already. Two methods that are one operation, since they take
     * other media types, have their reasons once.
     *
     * @param reason when it is refused, as a sentence without its full stop
     * @return what is described for the status
     */
    public static ApiResponse describe(Operation operation, HttpStatus status, String reason) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        ApiResponses responses = operation.getResponses();
        String code = String.valueOf(status.value());
        ApiResponse response = responses.computeIfAbsent(code, each -> new ApiResponse());
        String known = response.getDescription();
        if (known == null || known.isBlank()) {
            response.setDescription(reason);
        } else if (!isAmong(known, reason)) {
            response.setDescription(known + BETWEEN + reason);
        }
        return response;
    }

    private static boolean isAmong(String known, String reason) {
        return (BETWEEN + known + BETWEEN).contains(BETWEEN + reason + BETWEEN);
    }
}
