package jobplatform.user.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jobplatform.user.AcceptablePassword;
import jobplatform.user.Password;
import jobplatform.user.Profile;
import jobplatform.user.UserType;
import org.jspecify.annotations.Nullable;

/** The body of a registration. */
record Registration(
        @NotNull(message = "must be given") @Username String username,

        @NotNull(message = "must be given") @EmailAddress String email,

        @NotNull(message = "must be given") @AcceptablePassword @Schema(type = "string", format = "password")
        Password password,

        @Nullable Purpose userType,
        @DisplayName @Nullable String fullName,
        @DisplayName @Nullable String companyName) {

    Profile profile() {
        return new Profile(username, email, fullName, companyName);
    }

    UserType typeOrDefault() {
        return userType == Purpose.EMPLOYER ? UserType.EMPLOYER : UserType.JOB_SEEKER;
    }

    /** What somebody who registers may become. */
    enum Purpose {
        JOB_SEEKER,
        EMPLOYER
    }
}
