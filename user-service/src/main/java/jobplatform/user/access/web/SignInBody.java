package jobplatform.user.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jobplatform.user.Password;

/** The body of a sign-in. */
record SignInBody(
        @NotNull(message = "must be given") String username,

        @NotNull(message = "must be given") @Schema(type = "string", format = "password")
        Password password) {}
