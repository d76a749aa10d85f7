package jobplatform.user.notice.stream;

import dev.avenant.service.Refusal;
import dev.avenant.service.access.Authenticated;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import jobplatform.user.OwnAccount;
import jobplatform.user.UserAccounts;
import jobplatform.user.notice.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A user's notices as they come. The stream has an address of its own, so that a proxy can be told not to buffer it nor to
 * end it early, and so that it has none of the parameters of the list.
 */
@RestController
@Tag(name = "Notifications")
class NoticeStreamController {

    static final String LAST_EVENT_ID = "Last-Event-ID";

    private final NoticeStreams streams;
    private final UserAccounts accounts;

    NoticeStreamController(NoticeStreams streams, UserAccounts accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    @GetMapping(path = "/api/users/{userId}/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Authenticated
    @Operation(
            summary = "Follow a user's notifications as they come",
            description = "Server-sent events named notification, each with a notification as its data and its position"
                    + " as its id. A client that comes again with Last-Event-ID gets what came meanwhile; one without it"
                    + " gets what comes from now on.")
    @Refusal(status = HttpStatus.TOO_MANY_REQUESTS, when = "The user has too many streams")
    @Refusal(status = HttpStatus.SERVICE_UNAVAILABLE, when = "The service has too many streams")
    @ApiResponse(
            responseCode = "200",
            description = "The stream; it ends when the access token expires, the user is gone or the service stops",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = Notice.class)))
    ResponseEntity<SseEmitter> follow(
            HttpMethod method,
            @PathVariable UUID userId,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable Long lastEventId,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(userId, caller);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no"); // nginx would collect events
        UUID id = accounts.get(userId).id();
        return HttpMethod.HEAD.equals(method)
                ? answer.build()
                : answer.body(streams.open(id, lastEventId, caller.expiresAt()));
    }
}
