package jobplatform.user.access.web;

import jakarta.validation.constraints.NotNull;

/** The body that holds a refresh token. */
record RefreshTokenBody(@NotNull(message = "must be given") String refreshToken) {
    @Override
    public String toString() {
        return "[hidden]";
    }
}
