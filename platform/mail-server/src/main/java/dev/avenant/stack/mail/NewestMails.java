package dev.avenant.stack.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The one mailbox, whoever a mail is for: the last {@value #MOST} that came, the oldest first. */
final class NewestMails implements GreenMailUser {

    static final int MOST = 1_000;

    private static final String NAME = "everybody";

    private final Deque<MimeMessage> mails = new ArrayDeque<>();

    synchronized List<MimeMessage> all() {
        return List.copyOf(mails);
    }

    @Override
    public void deliver(MovingMessage message) {
        deliver(message.getMessage());
    }

    @Override
    public synchronized void deliver(MimeMessage message) {
        mails.addLast(message);
        if (mails.size() > MOST) {
            mails.removeFirst();
        }
    }

    @Override
    public String getEmail() {
        return NAME;
    }

    @Override
    public String getLogin() {
        return NAME;
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public String getQualifiedMailboxName() {
        return NAME;
    }

    @Override
    public void create() {
        // It is there.
    }

    @Override
    public void delete() {
        // It stays.
    }

    @Override
    public void setPassword(String password) {
        // Nobody signs in.
    }

    @Override
    public void authenticate(String password) {
        // Nobody signs in.
    }
}
