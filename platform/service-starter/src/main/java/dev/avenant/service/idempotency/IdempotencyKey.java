package dev.avenant.service.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a request is known by. The database sees hashes alone: that of the key says nothing of it, and the body, which
 * may hold a password, cannot be guessed without the key.
 *
 * @param id a hash of the key, of who asks, and of the address, in hexadecimal digits
 * @param fingerprint a hash of the body under the key
 */
record IdempotencyKey(String id, String fingerprint) {

    private static final int LOCK_DIGITS = 16;
    private static final String MAC = "HmacSHA256";

    /**
     * Of a request.
     *
     * @param text what the client sent
     * @param caller who asks; empty when nobody has signed in
     * @param address method, path and query
     */
    static IdempotencyKey of(String text, String caller, String address, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(utf8(text), MAC));
            HexFormat hex = HexFormat.of();
            return new IdempotencyKey(
                    hex.formatHex(digest.digest(utf8(text + '\n' + caller + '\n' + address))),
                    hex.formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same for the same request in every process. */
    long lock() {
        return HexFormat.fromHexDigitsToLong(id, 0, LOCK_DIGITS);
    }
}
