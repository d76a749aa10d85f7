package jobplatform.user.web;

import jobplatform.user.Profile;
import jobplatform.user.ProfileChange;
import org.jspecify.annotations.Nullable;

/** The body that changes parts of a profile; what is null stays. */
record ProfilePatch(
        @Nullable Long version,
        @Username @Nullable String username,
        @EmailAddress @Nullable String email,
        @DisplayName @Nullable String fullName,
        @DisplayName @Nullable String companyName)
        implements ProfileChange {

    @Override
    public Profile applyTo(Profile profile) {
        return new Profile(
                or(username, profile.username()),
                or(email, profile.email()),
                fullName == null ? profile.fullName() : fullName,
                companyName == null ? profile.companyName() : companyName);
    }

    private static String or(@Nullable String given, String present) {
        return given == null ? present : given;
    }
}
