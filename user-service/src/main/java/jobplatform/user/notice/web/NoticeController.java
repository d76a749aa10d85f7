package jobplatform.user.notice.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Authenticated;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import jobplatform.user.OwnAccount;
import jobplatform.user.UserAccounts;
import jobplatform.user.notice.Notice;
import jobplatform.user.notice.Notices;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's notices under {@code /api/users/{userId}/notifications}. */
@RestController
@RequestMapping("/api/users/{userId}/notifications")
@Tag(name = "Notifications")
class NoticeController {

    private final Notices notices;
    private final UserAccounts accounts;

    NoticeController(Notices notices, UserAccounts accounts) {
        this.notices = notices;
        this.accounts = accounts;
    }

    @GetMapping
    @Authenticated
    @Operation(
            summary = "List a user's notifications, page by page, the newest first",
            description = "They follow the events of applications within moments.")
    PageOf<Notice> list(
            @PathVariable UUID userId,
            @RequestParam(defaultValue = "false") boolean unread,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(userId, caller);
        return notices.list(accounts.get(userId).id(), unread, query);
    }

    @PutMapping("/{id}/read")
    @Authenticated
    @Operation(summary = "Mark a notification as read")
    Notice markRead(@PathVariable UUID userId, @PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(userId, caller);
        return notices.markRead(userId, id);
    }
}
