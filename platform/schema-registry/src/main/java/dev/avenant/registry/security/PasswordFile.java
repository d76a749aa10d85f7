package dev.avenant.registry.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Users and their hashed passwords, from a file of lines {@code user:pbkdf2:iterations:salt:hash}, the last two in Base64.
 * A password that was right is remembered as a digest, so that not every request pays for the slow hash.
 */
public final class PasswordFile {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final int PARTS = 5;

    private final Map<String, Stored> users;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    private PasswordFile(Map<String, Stored> users) {
        this.users = Map.copyOf(users);
    }

    @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
    private record Stored(int iterations, byte[] salt, byte[] hash) {}

    /** Reads the file; throws {@link IllegalArgumentException} with the line that it cannot use. */
    public static PasswordFile read(Path file) throws IOException {
        Map<String, Stored> users = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split(":", -1);
            if (parts.length != PARTS || !parts[1].equals("pbkdf2")) {
                throw new IllegalArgumentException(file + ":" + number
                        + ": expected 'user:pbkdf2:iterations:salt:hash' but found a line of another form");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            users.put(
                    parts[0], new Stored(Integer.parseInt(parts[2]), base64.decode(parts[3]), base64.decode(parts[4])));
        }
        return new PasswordFile(users);
    }

    /** A line of the file for a user with that password. */
    public static String line(String user, String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return user + ":pbkdf2:" + ITERATIONS + ":" + base64.encodeToString(salt) + ":"
                + base64.encodeToString(hash(password, salt, ITERATIONS));
    }

    boolean accepts(String user, String password) {
        byte[] digest = Digests.sha256(user + "\0" + password);
        byte[] before = known.get(user);
        if (before != null && MessageDigest.isEqual(before, digest)) {
            return true;
        }
        Stored stored = users.get(user);
        // An unknown user costs as much as a wrong password, so that time does not tell them apart.
        Stored compared = stored == null ? new Stored(ITERATIONS, new byte[SALT_BYTES], new byte[0]) : stored;
        boolean right = MessageDigest.isEqual(compared.hash, hash(password, compared.salt, compared.iterations));
        if (stored == null || !right) {
            return false;
        }
        known.put(user, digest);
        return true;
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS);
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}
