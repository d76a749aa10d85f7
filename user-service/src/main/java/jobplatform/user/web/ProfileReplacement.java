package jobplatform.user.web;

import jakarta.validation.constraints.NotNull;
import jobplatform.user.Profile;
import org.jspecify.annotations.Nullable;

/** The body that replaces a profile. */
record ProfileReplacement(
        @NotNull(message = "must be given: the version that was read")
        Long version,

        @NotNull(message = "must be given") @Username String username,

        @NotNull(message = "must be given") @EmailAddress String email,

        @DisplayName @Nullable String fullName,
        @DisplayName @Nullable String companyName) {

    Profile profile() {
        return new Profile(username, email, fullName, companyName);
    }
}
