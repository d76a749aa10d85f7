package jobplatform.user;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.user.access.SignIn;
import jobplatform.user.notice.Notices;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends UserServiceTestBase {

    private static final String PASSWORD = "correct horse";

    @Autowired
    private UserAccounts accounts;

    @Autowired
    private SignIn signIn;

    @Autowired
    private Notices notices;

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "user-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    private AccessScene scene(String row) {
        if (row.startsWith("POST /api/auth/") || row.equals("POST /api/users")) {
            return new AccessScene(Map.of(), Map.of(), body(row));
        }
        if (!row.contains("{")) {
            return AccessScene.OF_NOBODY;
        }
        UserType type = row.endsWith("the EMPLOYER's") ? UserType.EMPLOYER : UserType.JOB_SEEKER;
        User user = register(type);
        return new AccessScene(Map.of(type.name(), user.id()), variables(row, user.id()), change(row, user));
    }

    private User register(UserType type) {
        String name = newName("asked");
        return accounts.register(new Profile(name, name + "@example.com", null, null), new Password(PASSWORD), type);
    }

    private Map<String, ?> variables(String row, UUID user) {
        if (!row.contains("/notifications")) {
            return Map.of("id", user);
        }
        notices.received(ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), user));
        return Map.of("userId", user, "id", notices.after(user, 0, 1).get(0).id());
    }

    private Object body(String row) {
        if (row.equals("POST /api/users")) {
            String name = newName("asked");
            return Map.of("username", name, "email", name + "@example.com", "password", PASSWORD);
        }
        User user = register(UserType.JOB_SEEKER);
        return row.equals("POST /api/auth/token")
                ? Map.of("username", user.username(), "password", PASSWORD)
                : Map.of(
                        "refreshToken",
                        signIn.withPassword("address-" + user.id(), user.username(), new Password(PASSWORD))
                                .refreshToken());
    }

    private static Object change(String row, User user) {
        if (row.contains("/password")) {
            return Map.of("currentPassword", PASSWORD, "newPassword", "battery staple");
        }
        return Map.of("version", user.version(), "username", user.username(), "email", user.email());
    }
}
