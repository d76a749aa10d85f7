package jobplatform.user;

import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import jobplatform.user.notice.Notices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of somebody else's. */
@Tag("broker")
class FuzzTest extends UserServiceTestBase {

    private static final String ADMINISTRATOR = "an administrator";
    private static final String EMPLOYER = "the employer";

    @Autowired
    private Notices notices;

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
        UUID seeker = registered("seeker", "JOB_SEEKER");
        UUID employer = registered("employer", "EMPLOYER");
        UUID other = registered("secret", "EMPLOYER");
        UUID application = UUID.randomUUID();
        notices.received(ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), employer));
        notices.received(ApplicationEvents.received(application, UUID.randomUUID(), other));

        FuzzScene scene = new FuzzScene()
                .caller("the job seeker", tokens.of(seeker, "JOB_SEEKER"))
                .caller(EMPLOYER, tokens.of(employer, "EMPLOYER"))
                .powerfulCaller(ADMINISTRATOR, tokens.ofAdministrator())
                .value("id", seeker)
                .value("id", employer)
                .value("id", notices.after(employer, 0, 1).get(0).id())
                .othersValue("id", other)
                .othersValue("id", notices.after(other, 0, 1).get(0).id())
                .value("userId", employer)
                .othersValue("userId", other)
                .pattern("username", "fuzzed-%s")
                .pattern("email", "fuzzed-%s@example.com")
                .value("password", "correct horse")
                .value("currentPassword", "correct horse")
                .value("newPassword", "battery staple")
                .mayBeFull("GET /api/users/{userId}/notifications/stream")
                .secret("secret-", ADMINISTRATOR)
                .secret(application.toString(), ADMINISTRATOR);

        UUID leaving = registered("leaving", "JOB_SEEKER");
        scene.caller("a job seeker who leaves", tokens.of(leaving, "JOB_SEEKER"))
                .removable("id", leaving);
        for (int i = 0; i < 5; i++) {
            scene.removable("id", registered("removable", "JOB_SEEKER"));
        }

        new ApiFuzz(URI.create(address("/")), scene).run();
    }

    private UUID registered(String stem, String type) {
        String name = newName(stem);
        return register(Map.of(
                "username", name, "email", name + "@example.com", "password", "correct horse", "userType", type));
    }
}
