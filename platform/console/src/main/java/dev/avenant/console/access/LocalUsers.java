package dev.avenant.console.access;

import dev.avenant.console.password.PasswordHashes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Those who sign in with a password of the console's own. */
@Component
public class LocalUsers {

    private final Map<String, AccessSettings.User> users;

    LocalUsers(AccessSettings settings) {
        this.users = settings.users().stream()
                .collect(Collectors.toUnmodifiableMap(
                        AccessSettings.User::name, Function.identity(), (first, second) -> first));
    }

    /** Whether there is a user of a name. */
    public boolean isKnown(String name) {
        return users.containsKey(name);
    }

    /**
     * What the user of a name and a password is granted; empty when there is none. It takes as long for a name that nobody
     * has, so that no answer tells which of both was wrong.
     */
    public Optional<Permissions> permissions(String name, String password) {
        AccessSettings.User user = users.get(name);
        AccessSettings.User compared =
                user == null ? users.values().stream().findFirst().orElse(null) : user;
        boolean isRight = compared != null && PasswordHashes.matches(password, compared.password());
        return user == null || !isRight ? Optional.empty() : Optional.of(new Permissions(user.grants()));
    }
}
