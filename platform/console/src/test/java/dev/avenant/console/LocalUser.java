package dev.avenant.console;

import java.util.List;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Somebody who signs in at a console with a password.
 *
 * @param hash of the password
 * @param grants such as {@code role=viewer}, {@code topics=orders}; those of one grant with commas between them
 */
record LocalUser(String name, String hash, List<String> grants) {

    static LocalUser of(String name, String password, String... grants) {
        return new LocalUser(name, "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password), List.of(grants));
    }

    LocalUser withArgon2(String password) {
        return new LocalUser(name, "{argon2}" + new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(password), grants);
    }

    /** Has people sign in at a console, and these may. */
    static void add(DynamicPropertyRegistry properties, LocalUser... users) {
        properties.add("avenant.console.access.mode", () -> "local");
        for (int at = 0; at < users.length; at++) {
            LocalUser user = users[at];
            String prefix = "avenant.console.access.users[" + at + "].";
            properties.add(prefix + "name", user::name);
            properties.add(prefix + "password", user::hash);
            for (int grant = 0; grant < user.grants.size(); grant++) {
                for (String setting : user.grants.get(grant).split(",", -1)) {
                    String[] parts = setting.split("=", 2);
                    properties.add(prefix + "grants[" + grant + "]." + parts[0], () -> parts[1]);
                }
            }
        }
    }
}
