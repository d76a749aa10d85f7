package jobplatform.user.notice;

import java.util.UUID;

/** The user has no such notice; the message is for the caller. */
public final class NoticeNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoticeNotFoundException(UUID userId, UUID id) {
        super("The user " + userId + " has no notification " + id);
    }
}
