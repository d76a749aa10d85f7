package dev.avenant.console.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.avenant.console.access.AccessSettings;
import dev.avenant.console.access.LocalUsers;
import dev.avenant.console.access.Permissions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Signs in by name and password, those of the form and those of each request of a program alike. What was right a moment
 * ago is known by a keyed digest, so that programs do not wait for the slow hash at each request, and whoever guesses
 * passwords from the same address does not keep them out.
 */
final class PasswordSignIn implements AuthenticationProvider {

    private static final String DIGEST = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int LONGEST = 500;
    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final int MOST_KNOWN = 1000;

    private final LocalUsers users;
    private final SignInLimit limit;
    private final SecretKeySpec key;
    private final Cache<String, Permissions> known;

    /** The hash takes memory and time on purpose; many at once would take all of it. */
    private final Lock oneAtATime = new ReentrantLock(true);

    private final Records records;

    /** Takes note of who signed in, or tried to. */
    @FunctionalInterface
    interface Records {
        /**
         * Takes note of an attempt.
         *
         * @param name {@code unknown} when nobody has it: it may be a password that was typed in its place
         * @param problem why it failed; null when it did not
         */
        void add(String name, @Nullable String problem);
    }

    PasswordSignIn(LocalUsers users, AccessSettings settings, Records records) {
        this(users, settings, records, Ticker.systemTicker());
    }

    PasswordSignIn(LocalUsers users, AccessSettings settings, Records records, Ticker ticker) {
        this.users = users;
        this.records = records;
        this.limit = new SignInLimit(settings.attemptsPerMinute(), ticker);
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, DIGEST);
        this.known = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(KNOWN)
                .maximumSize(MOST_KNOWN)
                .build();
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String password = attempt.getCredentials() instanceof String text ? text : "";
        if (name.length() > LONGEST || password.length() > LONGEST) {
            throw wrong();
        }
        String digest = digest(name, password);
        Permissions permissions = users.isKnown(name) ? known.getIfPresent(digest) : null;
        if (permissions == null) {
            limit.count(addressOf(attempt), name);
            permissions = compare(name, password).orElse(null);
            if (permissions == null) {
                records.add(users.isKnown(name) ? name : "unknown", "Wrong name or password.");
                throw wrong();
            }
            known.put(digest, permissions);
            records.add(name, null);
        }
        UsernamePasswordAuthenticationToken signedIn =
                UsernamePasswordAuthenticationToken.authenticated(name, null, List.of(permissions));
        signedIn.setDetails(attempt.getDetails());
        return signedIn;
    }

    private Optional<Permissions> compare(String name, String password) {
        oneAtATime.lock();
        try {
            return users.permissions(name, password);
        } finally {
            oneAtATime.unlock();
        }
    }

    private static BadCredentialsException wrong() {
        return new BadCredentialsException("No user has this name and this password");
    }

    private static String addressOf(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details
                ? Objects.requireNonNullElse(details.getRemoteAddress(), "")
                : "";
    }

    private String digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            return new String(
                    mac.doFinal((name + '\0' + password).getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Each JDK has " + DIGEST, impossible);
        }
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
