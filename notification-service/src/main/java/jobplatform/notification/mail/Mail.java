package jobplatform.notification.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail in the outbox.
 *
 * @param id identifies it, in its {@code Message-ID} too
 * @param kind what it is
 * @param userId whom it is for
 * @param state what became of it
 * @param attempts how often it was handed to a mail server
 * @param createdAt when the event came that asked for it
 * @param changedAt when its state changed last
 * @param problem why it waits, or did not go out
 * @param address where it went; null before the first attempt, and when the user is gone
 * @param subject its subject, null in the same cases
 * @param textBody its text, null in the same cases and in lists
 * @param htmlBody the same in HTML
 */
public record Mail(
        UUID id,
        MailKind kind,
        UUID userId,
        MailState state,
        int attempts,
        Instant createdAt,
        Instant changedAt,
        @Nullable String problem,
        @Nullable String address,
        @Nullable String subject,
        @Nullable String textBody,
        @Nullable String htmlBody) {}
