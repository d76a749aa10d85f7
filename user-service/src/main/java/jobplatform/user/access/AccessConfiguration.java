package jobplatform.user.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.TransactionException;

/** What signs access tokens, and what they are checked with here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class AccessConfiguration {

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        return new NimbusJwtEncoder(keys);
    }

    /** The keys of the database, which others read over HTTP. */
    @Bean
    JWKSetSource<SecurityContext> ownKeys(SigningKeys keys) {
        return new OwnKeys(keys);
    }

    private record OwnKeys(SigningKeys keys) implements JWKSetSource<SecurityContext> {

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
                throws JWKSetUnavailableException {
            try {
                return keys.published();
            } catch (DataAccessException | TransactionException away) {
                throw new JWKSetUnavailableException("The database with the keys did not answer", away);
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
