package jobplatform.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/** A message that keeps its id at every attempt, and knows whether the mail server was given all of it. */
final class TrackedMessage extends MimeMessage {

    private final String messageId;
    private boolean isHandedOver;

    TrackedMessage(Session session, UUID id, String domain) {
        super(session);
        this.messageId = "<" + id + "@" + domain + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    /** The transport calls this between the server's "go on" and the dot that ends the message. */
    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException, MessagingException {
        super.writeTo(out, ignoredHeaders);
        isHandedOver = true;
    }

    /** Whether all was written, so that the server may have taken it even if nobody heard it say so. */
    boolean isHandedOver() {
        return isHandedOver;
    }
}
