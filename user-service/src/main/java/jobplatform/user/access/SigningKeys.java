package jobplatform.user.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys that access tokens are signed with, in the database that all processes of the service share. When the
 * newest one has reached its lifetime, whoever needs one first makes another, which is announced before it signs, so that
 * all who check tokens know it by then. A former key is published for as long as a token that it signed may be good.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private final JdbcClient database;
    private final TokenProperties properties;
    private final Clock clock;

    SigningKeys(JdbcClient database, TokenProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** The id of the key that signs now. */
    @Transactional
    public String current() {
        Instant now = clock.instant();
        Instant oldest = now.minus(properties.keyLifetime());
        String newest = newest(oldest).orElseGet(() -> {
            database.sql("lock table signing_keys in exclusive mode").update();
            return newest(oldest).orElseGet(() -> make(now));
        });
        return newestOfThoseAnnounced(now).orElse(newest);
    }

    /**
     * Empty when nobody can know any key, so that the first one signs at once, and when those known will not be published for
     * as long as a token is good, since nobody needed one for so long.
     */
    private Optional<String> newestOfThoseAnnounced(Instant now) {
        return database.sql("select id from signing_keys where made_at <= :announced and made_at >= :first"
                        + " order by made_at desc limit 1")
                .param("announced", Timestamp.from(now.minus(properties.keyAnnouncement())))
                .param("first", Timestamp.from(firstPublished(now).plus(properties.accessLifetime())))
                .query(String.class)
                .optional();
    }

    private Optional<String> newest(Instant oldest) {
        return database.sql("select id from signing_keys where made_at > :oldest order by made_at desc limit 1")
                .param("oldest", Timestamp.from(oldest))
                .query(String.class)
                .optional();
    }

    private String make(Instant now) {
        ECKey key;
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("No key could be made", impossible);
        }
        database.sql("delete from signing_keys where made_at < :gone")
                .param("gone", Timestamp.from(firstPublished(now)))
                .update();
        database.sql("insert into signing_keys (id, made_at, jwk) values (:id, :now, :jwk)")
                .param("id", key.getKeyID())
                .param("now", Timestamp.from(now))
                .param("jwk", key.toJSONString())
                .update();
        return key.getKeyID();
    }

    /** What others check signatures with: no private part. */
    @Transactional(readOnly = true)
    public JWKSet published() {
        return stored().toPublicJWKSet();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(stored());
    }

    private JWKSet stored() {
        List<JWK> keys = new ArrayList<>();
        database.sql("select jwk from signing_keys where made_at >= :first order by made_at desc")
                .param("first", Timestamp.from(firstPublished(clock.instant())))
                .query(String.class)
                .list()
                .forEach(jwk -> keys.add(parse(jwk)));
        return new JWKSet(keys);
    }

    private Instant firstPublished(Instant now) {
        return now.minus(properties.keyLifetime())
                .minus(properties.keyAnnouncement())
                .minus(properties.accessLifetime());
    }

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException broken) {
            throw new IllegalStateException("The table signing_keys holds what is no key", broken);
        }
    }
}
