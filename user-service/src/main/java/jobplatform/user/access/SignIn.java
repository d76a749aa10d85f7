package jobplatform.user.access;

import dev.avenant.service.TooManyRequestsException;
import java.util.Objects;
import java.util.UUID;
import jobplatform.user.Password;
import jobplatform.user.User;
import jobplatform.user.UserAccounts;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Gives tokens to whoever knows the password, and new ones for a refresh token. */
@Service
public class SignIn {

    private final UserAccounts accounts;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SignInAttempts attempts;
    private final TransactionOperations transactions;

    SignIn(
            UserAccounts accounts,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            SignInAttempts attempts,
            TransactionOperations transactions) {
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.attempts = attempts;
        this.transactions = transactions;
    }

    /**
     * Signs in. An unknown name takes as long as a wrong password, and is answered alike. The password is checked before
     * the transaction begins, for that takes long, and in it that it is the same still.
     *
     * @param address from where the request comes
     * @throws NotSignedInException if no user of that name has that password
     * @throws TooManyRequestsException if that address tried too often
     */
    public Tokens withPassword(String address, String username, Password password) {
        attempts.count(address, username);
        User authenticated = accounts.authenticate(username, password).orElseThrow(SignIn::notRight);
        return Objects.requireNonNull(transactions.execute(begun -> {
            User user = accounts.holdWithSamePassword(authenticated).orElseThrow(SignIn::notRight);
            return tokens(user, refreshTokens.begin(user.id()));
        }));
    }

    private static NotSignedInException notRight() {
        return new NotSignedInException("The username or the password is not right");
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

    /** Makes a refresh token, and every one that came and will come of it, worthless. */
    @Transactional
    public void out(String text) {
        refreshTokens.end(text);
    }

    /**
     * Changes a password, which signs its user out everywhere.
     *
     * @param address from where the request comes
     * @throws NotSignedInException if the current password is another one, or there is no such user
     * @throws TooManyRequestsException if that address tried too often
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
        return new Tokens(accessTokens.issue(user), refreshToken, accessTokens.lifetime());
    }
}
