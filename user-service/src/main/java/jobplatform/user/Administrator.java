package jobplatform.user;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Makes the account of the administrator when the service starts and has none of that name; no registration makes one. The
 * account of somebody else who has the name stays what it is, and the log says so.
 */
@Component
@EnableConfigurationProperties(AdministratorProperties.class)
class Administrator implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(Administrator.class);

    private final UserAccounts accounts;
    private final AdministratorProperties properties;

    Administrator(UserAccounts accounts, AdministratorProperties properties) {
        this.accounts = accounts;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        @Nullable String password = properties.password();
        if (password == null || password.isEmpty() || isThere()) {
            return;
        }
        Profile profile = new Profile(properties.username(), properties.email(), null, null);
        try {
            accounts.register(profile, new Password(password), UserType.ADMINISTRATOR);
            LOG.info("The administrator '{}' was made", properties.username());
        } catch (AlreadyTakenException taken) {
            if (!isThere()) { // else another process of the service was faster
                LOG.error(
                        "There is no administrator '{}': the username belongs to a user; set another one as"
                                + " jobplatform.administrator.username",
                        properties.username());
            }
        }
    }

    private boolean isThere() {
        return accounts.find(properties.username())
                .filter(user -> user.userType() == UserType.ADMINISTRATOR)
                .isPresent();
    }
}
