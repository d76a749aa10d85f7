package jobplatform.user;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.MalformedRequests;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the answer is a problem detail or a success, never a failure of the service. */
@Tag("broker")
class MalformedBodiesTest extends UserServiceTestBase {

    private MalformedRequests requests;

    @BeforeEach
    void actAsAnAdministrator() {
        requests = new MalformedRequests(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
    }

    @Test
    void neverBreakARegistration() throws Exception {
        requests.answerAll(
                "POST",
                address("/api/users"),
                Map.of(
                        "username", "\"strange\"",
                        "email", "\"strange@example.com\"",
                        "password", "\"correct horse\"",
                        "userType", "\"EMPLOYER\"",
                        "fullName", "\"A Stranger\"",
                        "companyName", "\"Strangers Ltd\""));
    }

    @Test
    void neverBreakAChange() throws Exception {
        UUID id = registerEmployer(newName("strange"));

        requests.answerAll("PATCH", address("/api/users/" + id), Map.of("fullName", "\"A Stranger\"", "version", "1"));
    }

    @Test
    void neverBreakAReplacement() throws Exception {
        UUID id = registerEmployer(newName("strange"));

        requests.answerAll(
                "PUT",
                address("/api/users/" + id),
                Map.of("username", "\"stranger\"", "email", "\"stranger@example.com\"", "version", "1"));
    }
}
