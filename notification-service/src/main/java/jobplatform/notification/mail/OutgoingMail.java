package jobplatform.notification.mail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that is to be handed to the mail server.
 *
 * @param id identifies it, in its {@code Message-ID} too, so that it is the same at each attempt
 * @param address to whom it goes
 * @param name the recipient's name
 * @param content what it says
 * @param unsubscribeUrl where the recipient ends e-mails of its kind; null when they cannot be ended
 */
record OutgoingMail(
        UUID id,
        String address,
        String name,
        MailContent content,
        @Nullable String unsubscribeUrl) {}
