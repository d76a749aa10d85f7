package jobplatform.notification;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of somebody else's. */
@Tag("broker")
class FuzzTest extends NotificationServiceTestBase {

    private static final String ADMINISTRATOR = "an administrator";

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
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

        FuzzScene scene = new FuzzScene()
                .caller("the recipient", tokens.of(user.id(), "JOB_SEEKER"))
                .caller("an employer", tokens.of(UUID.randomUUID(), "EMPLOYER"))
                .caller(ADMINISTRATOR, tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR))
                .value("userId", user.id())
                .value("token", token)
                .secret(user.email(), ADMINISTRATOR);
        outboxOf(user).items().forEach(mail -> scene.value("id", mail.id()));

        new ApiFuzz(URI.create(address("/")), scene).run();
    }
}
