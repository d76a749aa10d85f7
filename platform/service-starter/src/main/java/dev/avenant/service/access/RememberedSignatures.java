package dev.avenant.service.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of a signature that was found good that it is, under the same key, of the same bytes: to find that out is most of
 * what a request with an access token costs, and the answer never changes. Whether the key is still one that counts, and the
 * token still good, is looked at each time. What is remembered is a SHA-256 of key, bytes and signature, no token.
 */
final class RememberedSignatures implements JWSVerifierFactory {

    private static final long MOST = 20_000;
    /** As long as an access token is good, about. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final Cache<ByteBuffer, Boolean> good =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
        return new Remembering(verifiers.createJWSVerifier(header, key), key);
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return verifiers.supportedJWSAlgorithms();
    }

    @Override
    public JCAContext getJCAContext() {
        return verifiers.getJCAContext();
    }

    /** How many are remembered, roughly. */
    long size() {
        return good.estimatedSize();
    }

    private final class Remembering implements JWSVerifier {

        private final JWSVerifier verifier;
        private final byte @Nullable [] key;

        Remembering(JWSVerifier verifier, Key key) {
            this.verifier = verifier;
            this.key = key.getEncoded();
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signedBytes, Base64URL signature) throws JOSEException {
            if (key == null) {
                return verifier.verify(header, signedBytes, signature);
            }
            ByteBuffer id = ByteBuffer.wrap(
                    digest(key, signedBytes, signature.toString().getBytes(US_ASCII)));
            if (good.getIfPresent(id) != null) {
                return true;
            }
            boolean isGood = verifier.verify(header, signedBytes, signature);
            if (isGood) {
                good.put(id, true);
            }
            return isGood;
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return verifier.supportedJWSAlgorithms();
        }

        @Override
        public JCAContext getJCAContext() {
            return verifier.getJCAContext();
        }
    }

    /** Each part with its length before it, so that none can be taken for the end of another. */
    private static byte[] digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
