package dev.avenant.console.password;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The hashes of passwords that the console's settings may have, and the command that makes one. */
public final class PasswordHashes {

    /** The argument with which the console makes a hash and does nothing else. */
    public static final String COMMAND = "hash-password";

    /** How somebody gets a hash, in a sentence. */
    public static final String HOW =
            "java -jar console.jar " + COMMAND + " asks for a password, or reads a line, and writes the hash to set.";

    /** All that bcrypt looks at. */
    private static final int MOST_BYTES = 72;

    private static final String BCRYPT = "bcrypt";
    private static final int COST = 12;
    private static final Pattern HASH = Pattern.compile("\\{([a-z0-9@_A-Z]+)}(.+)");

    private static final Map<String, PasswordEncoder> ENCODERS = Map.of(
            BCRYPT,
            new BCryptPasswordEncoder(COST),
            "argon2",
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
            "argon2@SpringSecurity_v5_8",
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8());

    /** How the hash itself begins, by its kind; one that begins otherwise is of no password. */
    private static final Map<String, Pattern> SHAPES = Map.of(
            BCRYPT,
            Pattern.compile("\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}"),
            "argon2",
            Pattern.compile("\\$argon2(?:id|i|d)\\$.+"),
            "argon2@SpringSecurity_v5_8",
            Pattern.compile("\\$argon2(?:id|i|d)\\$.+"));

    private PasswordHashes() {}

    /** Whether a text is a hash that passwords can be held against. */
    public static boolean isHash(String text) {
        Matcher hash = HASH.matcher(text);
        Pattern shape = hash.matches() ? SHAPES.get(hash.group(1)) : null;
        return shape != null && shape.matcher(hash.group(2)).matches();
    }

    /** Whether a password is the one of a hash. */
    public static boolean matches(String password, String hash) {
        Matcher parts = HASH.matcher(hash);
        PasswordEncoder encoder = parts.matches() ? ENCODERS.get(parts.group(1)) : null;
        return encoder != null
                && (password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                        || !parts.group(1).equals(BCRYPT))
                && encoder.matches(password, parts.group(2));
    }

    /**
     * The hash of a password.
     *
     * @throws IllegalArgumentException if it is empty, or longer than the hash is made of
     */
    static String of(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "Expected a password of 1 to " + MOST_BYTES + " bytes but found one of " + bytes + ".");
        }
        return "{" + BCRYPT + "}" + new BCryptPasswordEncoder(COST).encode(password);
    }

    /**
     * Asks for a password without showing it, or reads a line where nobody can be asked, and writes its hash.
     *
     * @return the exit code
     */
    public static int run(@Nullable Console terminal, BufferedReader in, PrintStream out, PrintStream err) {
        try {
            String password = terminal == null ? in.readLine() : asked(terminal);
            out.println(of(password == null ? "" : password));
            return 0;
        } catch (IllegalArgumentException unusable) {
            err.println(unusable.getMessage());
            return 2;
        } catch (IOException unreadable) {
            err.println("Could not read the password: " + unreadable.getMessage());
            return 1;
        }
    }

    private static String asked(Console terminal) {
        char[] first = terminal.readPassword("Password: ");
        char[] second = terminal.readPassword("Again: ");
        if (first == null || second == null || !new String(first).equals(new String(second))) {
            throw new IllegalArgumentException("Expected the same password twice but found two.");
        }
        return new String(first);
    }

    /** The command: reads from the terminal of this process, or its input. */
    public static int run() {
        return run(
                System.console(),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.out,
                System.err);
    }
}
