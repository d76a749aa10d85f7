package dev.avenant.registry.log;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Locks and unlocks keysets with a secret as Confluent's registry does it: a key for AES-GCM is derived from the secret, and
 * Tink writes the keyset as JSON, encrypted with that key.
 */
final class KeysetLock {

    private static final byte[] NOTHING = new byte[0];
    private static final int KEY_BYTES = 16;

    private final Aead present;
    private final @Nullable Aead old;

    KeysetLock(MetadataSecrets secrets) {
        try {
            AeadConfig.register();
            this.present = derived(secrets.secret());
            this.old = secrets.oldSecret() == null ? null : derived(secrets.oldSecret());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has AES-GCM and HMAC with SHA-256", impossible);
        }
    }

    @AccessesPartialKey
    private static Aead derived(String secret) throws GeneralSecurityException {
        byte[] key =
                Hkdf.computeHkdf("HmacSha256", secret.getBytes(StandardCharsets.UTF_8), NOTHING, NOTHING, KEY_BYTES);
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return AesGcmJce.create(AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build());
    }

    /**
     * A keyset that was locked.
     *
     * @param withOldSecret whether the old secret locked it, so that it is to be locked again
     */
    record Unlocked(KeysetHandle keyset, boolean withOldSecret) {}

    /** Throws when neither secret locked it. */
    Unlocked unlock(String locked) throws GeneralSecurityException {
        try {
            return new Unlocked(unlock(locked, present), false);
        } catch (GeneralSecurityException otherSecret) {
            if (old == null) {
                throw otherSecret;
            }
            return new Unlocked(unlock(locked, old), true);
        }
    }

    private static KeysetHandle unlock(String locked, Aead key) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(locked, key, NOTHING, RegistryConfiguration.get());
    }

    /** With the present secret. */
    String lock(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, present, NOTHING, RegistryConfiguration.get());
    }
}
