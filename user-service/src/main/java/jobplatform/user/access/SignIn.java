package jobplatform.user.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.user.Password;
import jobplatform.user.User;
import jobplatform.user.UserAccounts;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives tokens to whoever knows the password, and new ones for a refresh token. */
@Service
public class SignIn {

    private final UserAccounts accounts;
    private final SigningKeys keys;
    private final RefreshTokens refreshTokens;
    private final SignInAttempts attempts;
    private final JwtEncoder encoder;
    private final TokenProperties properties;
    private final Clock clock;

    SignIn(
            UserAccounts accounts,
            SigningKeys keys,
            RefreshTokens refreshTokens,
            SignInAttempts attempts,
            JwtEncoder encoder,
            TokenProperties properties,
            Clock clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.refreshTokens = refreshTokens;
        this.attempts = attempts;
        this.encoder = encoder;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Signs in. An unknown name takes as long as a wrong password, and is answered alike.
     *
     * @param address from where the request comes
     * @throws NotSignedInException if no user of that name has that password
     * @throws TooManyAttemptsException if that address tried too often
     */
    public Tokens withPassword(String address, String username, Password password) {
        attempts.count(address, username);
        User user = accounts.authenticate(username, password)
                .orElseThrow(() -> new NotSignedInException("The username or the password is not right"));
        return tokens(user, refreshTokens.begin(user.id()));
    }

    /**
     * Takes a refresh token for new tokens.
     *
     * @throws NotSignedInException if it is not good, or its user is gone
     */
    @Transactional(noRollbackFor = NotSignedInException.class)
    public Tokens withRefreshToken(String text) {
        RefreshTokens.Exchanged exchanged = refreshTokens
                .exchange(text)
                .orElseThrow(() -> new NotSignedInException("The refresh token is not good (any more); sign in again"));
        return tokens(accounts.get(exchanged.userId()), exchanged.next());
    }

    /** Makes a refresh token, and all that came and will come of it, worthless. */
    public void out(String text) {
        refreshTokens.end(text);
    }

    /**
     * Changes a password, which signs its user out everywhere.
     *
     * @param address from where the request comes
     * @throws NotSignedInException if the current password is another one, or there is no such user
     * @throws TooManyAttemptsException if that address tried too often
     */
    @Transactional
    public void changePassword(String address, UUID userId, Password current, Password next) {
        attempts.count(address, userId.toString());
        if (!accounts.changePassword(userId, current, next)) {
            throw new NotSignedInException("The current password is not right");
        }
        refreshTokens.endAll(userId);
    }

    private Tokens tokens(User user, String refreshToken) {
        Instant now = clock.instant();
        JwsHeader header =
                JwsHeader.with(SignatureAlgorithm.ES256).keyId(keys.current()).build();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(properties.issuer())
                .audience(List.of(properties.audience()))
                .subject(user.id().toString())
                .issuedAt(now)
                .expiresAt(now.plus(properties.accessLifetime()))
                .claim("roles", List.of(user.userType().name()))
                .build();
        String accessToken =
                encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new Tokens(accessToken, refreshToken, properties.accessLifetime());
    }
}
