package jobplatform.notification.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Hands e-mails to the mail server, and says what is certain afterwards.
 *
 * <p>A server has taken a message when it answers the dot behind it with 250, and has not when it answers anything else
 * or was never given the dot. In between, when the connection breaks or nothing comes, nobody knows.
 */
@Component
class SmtpTransport {

    private static final String CHARSET = "UTF-8";
    private static final int FIRST_TEMPORARY = 400;
    private static final int FIRST_PERMANENT = 500;
    private static final int FIRST_UNASSIGNED = 600;

    static {
        // Jakarta Mail looks for it anew for each part of a message, through all jars, unless it is named.
        System.getProperties().putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final JavaMailSenderImpl sender;
    private final MailProperties properties;
    private final Clock clock;

    SmtpTransport(JavaMailSenderImpl sender, MailProperties properties, Clock clock) {
        this.sender = sender;
        sender.getJavaMailProperties().put("mail.smtp.socketFactory", new UndelayedSockets());
        sender.getJavaMailProperties().put("mail.smtp.socketFactory.fallback", "false");
        this.properties = properties;
        this.clock = clock;
    }

    Delivery deliver(OutgoingMail mail) {
        TrackedMessage message;
        try {
            message = message(mail);
        } catch (MessagingException | UnsupportedEncodingException unusable) {
            return new Delivery(Delivery.Outcome.REFUSED, "The e-mail cannot be written: " + unusable.getMessage());
        }
        try {
            sender.send(message);
            return Delivery.DONE;
        } catch (MailSendException failure) {
            Exception cause = failure.getFailedMessages().get(message);
            // Nothing failed but the closing of the connection, after the server had answered.
            return cause == null ? Delivery.DONE : delivery(message, cause);
        } catch (MailException failure) {
            return delivery(message, failure);
        }
    }

    private static Delivery delivery(TrackedMessage message, Exception failure) {
        String problem = problem(failure);
        int code = answerTo(failure);
        if (code >= FIRST_PERMANENT && code < FIRST_UNASSIGNED) {
            return new Delivery(Delivery.Outcome.REFUSED, problem);
        }
        if (code >= FIRST_TEMPORARY && code < FIRST_PERMANENT) {
            return new Delivery(Delivery.Outcome.PUT_OFF, problem);
        }
        return new Delivery(message.isHandedOver() ? Delivery.Outcome.UNKNOWN : Delivery.Outcome.SERVER_AWAY, problem);
    }

    /** What the server answered to the recipient or the message; 0 when it got as far as neither, or answered nothing. */
    private static int answerTo(Exception failure) {
        for (Throwable each = failure; each != null; each = next(each)) {
            if (each instanceof SMTPAddressFailedException refused) {
                return refused.getReturnCode();
            }
            if (each instanceof SMTPSendFailedException refused) {
                return refused.getCommand().startsWith("MAIL") ? 0 : Math.max(0, refused.getReturnCode());
            }
        }
        return 0;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : failure.getCause();
    }

    private static String problem(Exception failure) {
        Throwable last = failure;
        for (Throwable each = failure; each != null; each = next(each)) {
            last = each;
        }
        return String.valueOf(last.getMessage()).strip();
    }

    private TrackedMessage message(OutgoingMail mail) throws MessagingException, UnsupportedEncodingException {
        TrackedMessage message = new TrackedMessage(sender.getSession(), mail.id(), domainOf(properties.from()));
        message.setFrom(new InternetAddress(properties.from(), properties.fromName(), CHARSET));
        InternetAddress recipient = new InternetAddress(mail.address(), mail.name(), CHARSET);
        recipient.validate();
        message.setRecipient(Message.RecipientType.TO, recipient);
        message.setSubject(mail.content().subject(), CHARSET);
        message.setSentDate(Date.from(clock.instant()));
        // Programs that answer mail do not answer this one (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.unsubscribeUrl() != null) {
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribeUrl() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.setContent(alternatives(mail.content()));
        return message;
    }

    /** The last one is the one that a reader who can show both shows. */
    private static MimeMultipart alternatives(MailContent content) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(content.text(), CHARSET);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(content.html(), CHARSET, "html");
        return new MimeMultipart("alternative", text, html);
    }

    private static String domainOf(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
