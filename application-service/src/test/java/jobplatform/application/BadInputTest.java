package jobplatform.application;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.MalformedRequests;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("broker")
class BadInputTest extends ApplicationServiceTestBase {

    private MalformedRequests requests;

    @BeforeEach
    void actAsAnAdministrator() {
        requests = new MalformedRequests(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"applicantId":"42"}        | applicantId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    {"applicantId":null,"cv":1} | cv: is not a known field; known are applicantId, coverLetter
                    """)
    void namesTheFieldAndWhatWasExpected(String body, String detail) {
        assertRefused(post("/api/jobs/" + UUID.randomUUID() + "/applications", body), 400, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/applications?applicantId=42         | applicantId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/applications?status=LOST            | status: must be one of RECEIVED, SHORTLISTED, ACCEPTED, REJECTED, WITHDRAWN
                    /api/applications/42                     | id: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/jobs/42/applications                | jobId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/applications?size=1000              | size: must be at most 100
                    """)
    void namesTheParameterAndWhatWasExpected(String path, String detail) {
        assertRefused(get(path), 400, detail);
    }

    @Test
    void namesTheStatusesThatAnApplicationCanBeBroughtTo() {
        assertRefused(
                become(UUID.randomUUID(), "RECEIVED"),
                400,
                "status: must be one of SHORTLISTED, ACCEPTED, REJECTED, WITHDRAWN");
    }

    @Test
    void neverBreaksAnApplication() throws Exception {
        requests.answerAll(
                "POST",
                address("/api/jobs/" + openJob().getJobId() + "/applications"),
                Map.of("applicantId", "\"" + seeker() + "\"", "coverLetter", "\"I weld.\""));
    }

    @Test
    void neverBreaksAChangeOfStatus() throws Exception {
        requests.answerAll(
                "PUT",
                address("/api/applications/"
                        + taken(openJob().getJobId(), seeker()).id() + "/status"),
                Map.of("status", "\"SHORTLISTED\"", "version", "1"));
    }
}
