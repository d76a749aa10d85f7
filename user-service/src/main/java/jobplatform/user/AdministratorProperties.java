package jobplatform.user;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The administrator, who comes into being when the service starts and there is none of that name.
 *
 * @param username the name that the administrator signs in with
 * @param email where the administrator is reached
 * @param password the first password, which the administrator may change; without one nobody is made
 */
@ConfigurationProperties("jobplatform.administrator")
record AdministratorProperties(
        @DefaultValue("administrator") String username,
        @DefaultValue("administrator@jobplatform.example") String email,
        @Nullable String password) {

    AdministratorProperties {
        if (password != null && !password.isEmpty() && !AcceptablePassword.Rule.accepts(new Password(password))) {
            throw new IllegalArgumentException(
                    "Expected at least 8 characters and at most 72 bytes for jobplatform.administrator.password but"
                            + " found others");
        }
    }

    @Override
    public String toString() {
        return "AdministratorProperties[username=" + username + ", password=[hidden]]";
    }
}
