package dev.avenant.registry.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which principal may do what where, from a file of lines {@code principal prefix role,role}. A prefix of {@code *} stands
 * for every subject and for what belongs to none; who is not named may do nothing.
 */
public final class Roles {

    private static final String EVERYTHING = "*";

    private final List<Grant> grants;

    private Roles(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    private record Grant(String principal, String prefix, Set<Role> roles) {

        boolean covers(String who, @Nullable String subject, Role role) {
            return principal.equals(who)
                    && (prefix.equals(EVERYTHING) || (subject != null && subject.startsWith(prefix)))
                    && (roles.contains(role) || roles.contains(Role.ADMIN));
        }
    }

    /** Reads the file; throws {@link IllegalArgumentException} with the line that it cannot use. */
    public static Roles read(Path file) throws IOException {
        List<Grant> grants = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] parts = text.split("\\s+", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": expected 'principal prefix role,role' but found '" + text + "'");
            }
            grants.add(new Grant(parts[0], parts[1], roles(parts[2], file + ":" + number)));
        }
        return new Roles(grants);
    }

    private static Set<Role> roles(String text, String place) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.split(",", -1)) {
            try {
                roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                        place + ": expected read, write, delete or admin but found '" + name + "'");
            }
        }
        return roles;
    }

    /** Whether a principal may do that; null as a subject means what belongs to no single one. */
    boolean allow(String principal, @Nullable String subject, Role role) {
        return grants.stream().anyMatch(grant -> grant.covers(principal, subject, role));
    }

    /** Whether a principal has a role on some subject. */
    boolean allowSomewhere(String principal, Role role) {
        return grants.stream()
                .anyMatch(grant -> grant.principal.equals(principal)
                        && (grant.roles.contains(role) || grant.roles.contains(Role.ADMIN)));
    }
}
