package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RememberedSignaturesTest {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

    private final RememberedSignatures signatures = new RememberedSignatures();

    @Test
    void findsAGoodSignatureGoodEachTimeAndRemembersItOnce() throws JOSEException {
        // Given
        ECKey key = key();
        Base64URL signature = sign("header.claims", key);

        // When
        boolean first = isGood("header.claims", signature, key);
        boolean second = isGood("header.claims", signature, key);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
        assertThat(signatures.size()).isEqualTo(1);
    }

    @Test
    void takesAGoodSignatureForNoOtherBytesKeyOrSignature() throws JOSEException {
        // Given
        ECKey key = key();
        Base64URL signature = sign("header.claims", key);
        assertThat(isGood("header.claims", signature, key)).isTrue();

        // When
        boolean ofOtherBytes = isGood("header.others", signature, key);
        boolean underAnotherKey = isGood("header.claims", signature, key());
        boolean another = isGood("header.claims", sign("header.others", key), key);

        // Then
        assertThat(ofOtherBytes).isFalse();
        assertThat(underAnotherKey).isFalse();
        assertThat(another).isFalse();
        assertThat(signatures.size()).isEqualTo(1);
    }

    @Test
    void remembersNoBadSignature() throws JOSEException {
        // Given
        ECKey key = key();
        Base64URL bad = sign("header.others", key);

        // When
        isGood("header.claims", bad, key);

        // Then
        assertThat(signatures.size()).isZero();
        assertThat(isGood("header.claims", bad, key)).isFalse();
    }

    private boolean isGood(String text, Base64URL signature, ECKey key) throws JOSEException {
        return signatures
                .createJWSVerifier(HEADER, key.toECPublicKey())
                .verify(HEADER, text.getBytes(StandardCharsets.US_ASCII), signature);
    }

    private static Base64URL sign(String text, ECKey key) throws JOSEException {
        return new ECDSASigner(key).sign(HEADER, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ECKey key() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).generate();
    }
}
