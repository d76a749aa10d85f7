package jobplatform.user.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jobplatform.user.AcceptablePassword;
import jobplatform.user.Password;

/** The body that changes a password. */
record PasswordChange(
        @NotNull(message = "must be given") @Schema(type = "string", format = "password")
        Password currentPassword,

        @NotNull(message = "must be given") @AcceptablePassword @Schema(type = "string", format = "password")
        Password newPassword) {}
