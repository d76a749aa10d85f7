package jobplatform.user;

import dev.avenant.service.access.Caller;
import java.util.UUID;

/** Accounts are not public: somebody else's is answered as one that is not there, to all but administrators. */
public final class OwnAccount {

    private OwnAccount() {}

    /**
     * Goes on only for the user whose account it is, and for administrators.
     *
     * @throws UserNotFoundException if it is somebody else's
     */
    public static void require(UUID userId, Caller caller) {
        if (!caller.mayActFor(userId)) {
            throw new UserNotFoundException(userId);
        }
    }
}
