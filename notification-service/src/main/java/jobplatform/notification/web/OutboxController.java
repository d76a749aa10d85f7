package jobplatform.notification.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import jobplatform.notification.mail.Mail;
import jobplatform.notification.mail.MailKind;
import jobplatform.notification.mail.MailOutbox;
import jobplatform.notification.mail.MailState;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The e-mails and what became of them, under {@code /api/outbox}; for administrators. */
@RestController
@RequestMapping("/api/outbox")
@RolesAllowed(Caller.ADMINISTRATOR)
@Tag(name = "Outbox")
class OutboxController {

    private final MailOutbox outbox;

    OutboxController(MailOutbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping
    @Operation(summary = "List the e-mails", description = "The newest first, without what they say.")
    PageOf<MailView> list(
            @RequestParam(required = false) @Nullable MailState state,
            @RequestParam(required = false) @Nullable UUID userId,
            @Valid @ParameterObject PageQuery query) {
        return outbox.list(state, userId, query).map(MailView::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an e-mail")
    MailView read(@PathVariable UUID id) {
        return outbox.find(id).map(MailView::of).orElseThrow(() -> new NoSuchMailException(id));
    }

    /** An e-mail as it is answered. */
    record MailView(
            UUID id,
            MailKind kind,
            UUID userId,
            MailState state,
            int attempts,
            Instant createdAt,
            Instant changedAt,
            @Nullable String problem,
            @Nullable String to,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html) {

        static MailView of(Mail mail) {
            return new MailView(
                    mail.id(),
                    mail.kind(),
                    mail.userId(),
                    mail.state(),
                    mail.attempts(),
                    mail.createdAt(),
                    mail.changedAt(),
                    mail.problem(),
                    mail.address(),
                    mail.subject(),
                    mail.textBody(),
                    mail.htmlBody());
        }
    }
}
