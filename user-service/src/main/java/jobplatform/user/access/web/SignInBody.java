package jobplatform.user.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jobplatform.user.Password;
import jobplatform.user.web.Username;

/** The body of a sign-in. A name that nobody can have is turned away before it is looked for or counted. */
record SignInBody(
        @NotNull(message = "must be given") @Username String username,

        @NotNull(message = "must be given") @Schema(type = "string", format = "password")
        Password password) {}
