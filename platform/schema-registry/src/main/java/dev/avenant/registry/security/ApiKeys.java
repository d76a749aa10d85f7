package dev.avenant.registry.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** API keys, from a file of lines {@code principal:sha256-of-the-key} in hexadecimal digits. */
public final class ApiKeys {

    private final Map<String, String> principals;

    private ApiKeys(Map<String, String> principals) {
        this.principals = Map.copyOf(principals);
    }

    /** Reads the file; throws {@link IllegalArgumentException} with the line that it cannot use. */
    public static ApiKeys read(Path file) throws IOException {
        Map<String, String> principals = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split(":", -1);
            if (parts.length != 2 || !parts[1].matches("[0-9a-fA-F]{64}")) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": expected 'principal:sha256' but found a line of another form");
            }
            principals.put(parts[1].toLowerCase(Locale.ROOT), parts[0]);
        }
        return new ApiKeys(principals);
    }

    /** A line of the file for a principal with that key. */
    public static String line(String principal, String key) {
        return principal + ":" + digest(key);
    }

    Optional<String> principalOf(String key) {
        // The key is looked up by its digest: how long that takes says nothing about the key.
        return Optional.ofNullable(principals.get(digest(key)));
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Digests.sha256(key));
    }
}
