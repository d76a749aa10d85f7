package jobplatform.user.access;

import java.time.Duration;

/**
 * What somebody gets who has signed in. It shows itself to nobody.
 *
 * @param accessToken a signed JWT, which every service takes
 * @param refreshToken good once, for the next two
 * @param expiresIn for how long the access token is good
 */
public record Tokens(String accessToken, String refreshToken, Duration expiresIn) {
    @Override
    public String toString() {
        return "[hidden]";
    }
}
