package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.testing.AnsweredRecords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@Tag("broker")
class AnswersTest extends JobServiceTestBase {

    @Test
    void leaveOutWhatIsNotThere(@Autowired ApplicationContext service) {
        assertThat(AnsweredRecords.of(service))
                .containsKeys("CompanyView", "JobView", "Application")
                .allSatisfy((record, json) -> assertThat(json).doesNotContain("null"));
    }
}
