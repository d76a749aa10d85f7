package dev.avenant.messaging.internal.deadletters;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

/** The dead letters over HTTP: what cannot be is a problem detail (RFC 9457), whatever else the service does with errors. */
@EndpointWebExtension(endpoint = DeadLettersEndpoint.class)
public final class DeadLettersWebExtension {

    private static final MimeType PROBLEM = MimeType.valueOf("application/problem+json");

    private final DeadLettersEndpoint endpoint;

    DeadLettersWebExtension(DeadLettersEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Why there is no other answer.
     *
     * @param title of the status
     * @param detail what was expected, what was found
     */
    public record Problem(String title, int status, String detail) {}

    /** As {@link DeadLettersEndpoint#letters}. */
    @ReadOperation
    public WebEndpointResponse<Object> letters(
            @Nullable String state, @Nullable String category, @Nullable String key, @Nullable Integer limit) {
        return answer("", () -> endpoint.letters(state, category, key, limit));
    }

    /** As {@link DeadLettersEndpoint#letter}. */
    @ReadOperation
    public WebEndpointResponse<Object> letter(@Selector String id) {
        return answer(none(id), () -> endpoint.letter(id));
    }

    /** As {@link DeadLettersEndpoint#replay}. */
    @WriteOperation
    public WebEndpointResponse<Object> replay(
            @Nullable String category,
            @Nullable String key,
            @Nullable Boolean all,
            @Nullable Boolean dryRun,
            @Nullable Double rate,
            SecurityContext caller) {
        return answer("", () -> endpoint.replay(category, key, all, dryRun, rate, caller));
    }

    /** As {@link DeadLettersEndpoint#replayOne}. */
    @WriteOperation
    public WebEndpointResponse<Object> replayOne(
            @Selector String id,
            @Nullable String value,
            @Nullable Integer schemaVersion,
            @Nullable String type,
            @Nullable Boolean again,
            SecurityContext caller) {
        return answer(none(id), () -> endpoint.replayOne(id, value, schemaVersion, type, again, caller));
    }

    /** As {@link DeadLettersEndpoint#drop}. */
    @DeleteOperation
    public WebEndpointResponse<Object> drop(@Selector String id, @Nullable String reason, SecurityContext caller) {
        return answer("No dead letter " + id + " waits", () -> endpoint.drop(id, reason, caller));
    }

    private static String none(String id) {
        return "There is no dead letter " + id;
    }

    private static WebEndpointResponse<Object> answer(String absent, Supplier<@Nullable Object> operation) {
        try {
            Object answer = operation.get();
            return answer == null ? problem("Not Found", 404, absent) : new WebEndpointResponse<>(answer);
        } catch (InvalidEndpointRequestException refused) {
            return problem("Bad Request", 400, String.valueOf(refused.getReason()));
        }
    }

    private static WebEndpointResponse<Object> problem(String title, int status, String detail) {
        return new WebEndpointResponse<>(new Problem(title, status, detail), status, PROBLEM);
    }
}
