package jobplatform.user.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.stereotype.Component;

/**
 * The refresh tokens that are out. Each is good once and brings the next one of its family, which begins with a sign-in.
 * One that comes a second time was stolen, before or after its user had used it: then none of its family is good any
 * more. The database holds hashes only.
 *
 * <p>Whoever takes, makes or ends tokens of a user holds the user's row, first of all and until the transaction ends: so
 * no token is made beside an end that does not see it yet, and nobody waits for each other in a circle.
 */
@Component
class RefreshTokens {

    private static final int BYTES = 32;

    private final JdbcClient database;
    private final TokenProperties properties;
    private final Clock clock;
    private final StringKeyGenerator texts =
            new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), BYTES);

    RefreshTokens(JdbcClient database, TokenProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** A token that was exchanged: whose it was, and the one that takes its place. */
    record Exchanged(UUID userId, String next) {}

    /** The first token of a new family, of a user whose row is held. */
    String begin(UUID userId) {
        return issue(userId, UUID.randomUUID());
    }

    /** Takes a token for the next one; empty when it is unknown, expired or was taken before. */
    Optional<Exchanged> exchange(String text) {
        byte[] hash = hash(text);
        holdUserOf(hash);
        Timestamp now = Timestamp.from(clock.instant());
        Optional<Row> taken = database.sql("""
                update refresh_tokens set used_at = :now
                where hash = :hash and used_at is null and expires_at > :now
                returning user_id, family
                """)
                .param("now", now)
                .param("hash", hash)
                .query(Row.class)
                .optional();
        if (taken.isEmpty()) {
            endFamilyOf(hash);
        }
        return taken.map(row -> new Exchanged(row.userId(), issue(row.userId(), row.family())));
    }

    /** Ends the family of a token; does nothing when it is unknown. */
    void end(String text) {
        byte[] hash = hash(text);
        holdUserOf(hash);
        endFamilyOf(hash);
    }

    private void holdUserOf(byte[] hash) {
        database.sql("""
                select u.id from users u join refresh_tokens t on t.user_id = u.id
                where t.hash = :hash for no key update of u
                """).param("hash", hash).query(UUID.class).optional();
    }

    private void endFamilyOf(byte[] hash) {
        database.sql("""
                delete from refresh_tokens
                where family = (select family from refresh_tokens where hash = :hash)
                """).param("hash", hash).update();
    }

    /** Ends all that a user has whose row is held. */
    void endAll(UUID userId) {
        database.sql("delete from refresh_tokens where user_id = :user")
                .param("user", userId)
                .update();
    }

    /** Forgets those of the user that have expired. */
    private String issue(UUID userId, UUID family) {
        String text = texts.generateKey();
        Instant now = clock.instant();
        database.sql("delete from refresh_tokens where user_id = :user and expires_at < :now")
                .param("user", userId)
                .param("now", Timestamp.from(now))
                .update();
        database.sql("""
                insert into refresh_tokens (hash, family, user_id, expires_at)
                values (:hash, :family, :user, :expires)
                """)
                .param("hash", hash(text))
                .param("family", family)
                .param("user", userId)
                .param("expires", Timestamp.from(now.plus(properties.refreshLifetime())))
                .update();
        return text;
    }

    /** A text of 256 random bits needs no salt. */
    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private record Row(UUID userId, UUID family) {}
}
