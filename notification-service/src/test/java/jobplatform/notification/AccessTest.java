package jobplatform.notification;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends NotificationServiceTestBase {

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "notification-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    private AccessScene scene(String row) {
        UserEvents user = UserEvents.newUser("asked");
        publish(user, user.created());
        awaitReceived(user.email(), 1);
        publish(user, user.applied("Welder"));
        awaitReceived(user.email(), 2);
        String token = database.sql(
                        "select unsubscribe_token from mails where user_id = :id and kind = 'APPLICATION_RECEIVED'")
                .param("id", user.id())
                .query(String.class)
                .single();
        return new AccessScene(
                Map.of(), Map.of("id", outboxOf(user).items().get(0).id(), "token", token), null);
    }
}
