package jobplatform.user.web;

import java.time.Instant;
import java.util.List;
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
        List<String> skills,
        @Nullable String location,
        boolean jobSuggestions,
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
                user.work().skills(),
                user.work().location(),
                user.work().jobSuggestions(),
                user.createdAt(),
                user.updatedAt());
    }
}
