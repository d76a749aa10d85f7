package jobplatform.user.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jobplatform.user.access.Tokens;

/** Tokens as they are answered. */
record TokenView(
        @Schema(description = "A signed JWT, for the header Authorization: Bearer …")
        String accessToken,

        @Schema(description = "Good once, for the next two tokens")
        String refreshToken,

        @Schema(description = "Seconds that the access token is good for")
        long expiresIn) {

    static TokenView of(Tokens tokens) {
        return new TokenView(
                tokens.accessToken(), tokens.refreshToken(), tokens.expiresIn().toSeconds());
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
