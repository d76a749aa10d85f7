package jobplatform.jobservice;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

@Tag("broker")
class BadInputTest extends JobServiceTestBase {

    private static final String VALID =
            "\"title\":\"Welder\",\"description\":\"Welds\",\"employmentType\":\"FULL_TIME\"";
    private static final String OFFER = "\"description\":\"Welds\",\"employmentType\":\"FULL_TIME\"";
    private static final String EMPLOYER = "\"employerId\":\"3f0a9c1e-0c5b-4c5e-9d0a-0b8e5f6a7d11\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"employerId":"42",VALID}                         | employerId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    {EMPLOYER,VALID,"wage":1}                         | wage: is not a known field; known are companyId, description, draft, employerId, employmentType, location, remote, salary, skills, title
                    {EMPLOYER,"title":" ","description":"D"}          | employmentType: must be given; title: must be in one line and must not be blank
                    {EMPLOYER,VALID,"skills":"TIG"}                   | skills: must be a list
                    {EMPLOYER,VALID,"skills":["TIG",7]}               | skills[1]: must be a text
                    {EMPLOYER,VALID,"skills":["TIG",""]}              | skills[1]: must be in one line and must not be blank
                    {EMPLOYER,VALID,"skills":["TIG",null]}            | skills[1]: must be given
                    {EMPLOYER,VALID,"skills":["a\\nb"]}               | skills[0]: must be in one line and must not be blank
                    {EMPLOYER,OFFER,"title":"a\\r\\nBcc: b"}          | title: must be in one line and must not be blank
                    {EMPLOYER,OFFER,"title":"a\\u2028b"}             | title: must be in one line and must not be blank
                    {EMPLOYER,OFFER,"title":"a\\u0085b"}             | title: must be in one line and must not be blank
                    {EMPLOYER,OFFER,"title":"a\\u001bb"}             | title: must be in one line and must not be blank
                    {EMPLOYER,OFFER,"title":"\\u200b\\u00a0 "}        | title: must be in one line and must not be blank
                    {EMPLOYER,OFFER}                                  | title: must be given
                    {EMPLOYER,VALID,"location":"a\\nb"}              | location: must be in one line and must not be blank
                    {EMPLOYER,VALID,"skills":["a\\u0000b"]}           | skills[0]: must not contain the character U+0000, but does at position 1
                    {EMPLOYER,VALID,"remote":"yes"}                   | remote: must be true or false
                    {EMPLOYER,VALID,"salary":5}                       | salary: must be an object
                    {EMPLOYER,VALID,"salary":{}}                      | salary.currency: must be given; salary.maximum: must be given; salary.minimum: must be given
                    {EMPLOYER,VALID,"salary":{"minimum":5,"maximum":4,"currency":"EUR"}} | salary: must have a maximum that is not below its minimum
                    {EMPLOYER,VALID,"salary":{"minimum":-1,"maximum":4,"currency":"EUR"}} | salary.minimum: must not be negative
                    {EMPLOYER,VALID,"salary":{"minimum":1.005,"maximum":4,"currency":"EUR"}} | salary.minimum: must have at most two decimal places
                    {EMPLOYER,VALID,"salary":{"minimum":"1","maximum":4,"currency":"EUR"}} | salary.minimum: must be a number
                    {EMPLOYER,VALID,"salary":{"minimum":1,"maximum":4,"currency":"euro"}} | salary.currency: must be an ISO 4217 code, such as EUR
                    {EMPLOYER,VALID,"salary":{"minimum":1,"maximum":1e999999999,"currency":"EUR"}} | salary.maximum: must be at most 9999999999.99; salary.maximum: must have at most two decimal places
                    """)
    void namesTheFieldAndWhatWasExpected(String body, String detail) {
        var answer = post(
                "/api/jobs",
                body.replace("VALID", VALID).replace("OFFER", OFFER).replace("EMPLOYER", EMPLOYER));

        answer.expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/companies?ownerId=42       | ownerId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/companies/42               | id: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/jobs/42/applications       | jobId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/jobs?status=GONE           | status: must be one of DRAFT, OPEN, CLOSED
                    /api/jobs?remote=maybe          | remote: must be true or false
                    /api/jobs?employerId=x          | employerId: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
                    /api/jobs?size=1000             | size: must be at most 100
                    /api/jobs?salary=1              | currency: must be given where salaries are compared, such as EUR
                    /api/jobs?sort=-salary          | currency: must be given where salaries are compared, such as EUR
                    /api/jobs?salary=-1&currency=EUR | salary: must not be negative
                    /api/jobs?currency=euro         | currency: must be an ISO 4217 code, such as EUR
                    /api/jobs?sort=wage             | sort: must be one of createdAt, -createdAt, title, -title, salary, -salary
                    /api/jobs?q=a%00b               | The query must not contain the character U+0000 (%00)
                    """)
    void namesTheParameterAndWhatWasExpected(String address, String detail) {
        var answer = http.get().uri(URI.create(address(address))).exchange();

        answer.expectStatus().isBadRequest().expectBody().jsonPath("$.detail").isEqualTo(detail);
    }

    @Test
    void namesTheStatusesThatAJobCanBeBroughtTo() {
        put("/api/jobs/" + UUID.randomUUID() + "/status", "{\"status\":\"DRAFT\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("status: must be one of OPEN, CLOSED");
    }
}
