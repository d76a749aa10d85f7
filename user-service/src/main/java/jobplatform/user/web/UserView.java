package jobplatform.user.web;

import java.time.Instant;
import java.util.UUID;
import jobplatform.user.User;
import jobplatform.user.UserType;
import org.jspecify.annotations.Nullable;

/** A user as it is answered: everything but the password. */
record UserView(
        UUID id,
        long version,
        String username,
        String email,
        UserType userType,
        @Nullable String fullName,
        @Nullable String companyName,
        Instant createdAt,
        Instant updatedAt) {

    static UserView of(User user) {
        return new UserView(
                user.id(),
                user.version(),
                user.username(),
                user.email(),
                user.userType(),
                user.fullName(),
                user.companyName(),
                user.createdAt(),
                user.updatedAt());
    }
}
