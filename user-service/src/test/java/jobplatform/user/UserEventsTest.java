package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.testing.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class UserEventsTest extends UserServiceTestBase {

    @Test
    void tellTheLifeOfAnAccountInOrder() {
        EventLog log = new EventLog(environment);
        String name = newName("events");
        UUID id = registerEmployer(name);
        patch("/api/users/" + id, Map.of("fullName", "Ada Boss", "companyName", "Acme Ltd"));
        http.delete().uri("/api/users/" + id).exchange().expectStatus().isNoContent();

        List<ConsumerRecord<String, byte[]>> records = log.recordsOf("user-events", id.toString(), 3);

        UserCreated created = (UserCreated) log.decode(records.get(0));
        assertThat(created.getUserId()).isEqualTo(id);
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getUsername()).isEqualTo(name);
        assertThat(created.getEmail()).isEqualTo(name + "@example.com");
        assertThat(created.getUserType()).isEqualTo(jobplatform.types.UserType.EMPLOYER);
        assertThat(created.getFullName()).isEmpty();
        UserUpdated updated = (UserUpdated) log.decode(records.get(1));
        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(updated.getChangedFields()).containsExactly("fullName", "companyName");
        assertThat(updated.getUsername()).isEqualTo(name);
        assertThat(updated.getFullName()).contains("Ada Boss");
        assertThat(updated.getCompanyName()).contains("Acme Ltd");
        UserDeleted deleted = (UserDeleted) log.decode(records.get(2));
        assertThat(deleted.getVersion()).isEqualTo(3);
        assertThat(deleted.getUserType()).isEqualTo(jobplatform.types.UserType.EMPLOYER);
    }

    @Test
    void areCloudEventsInTheWireFormatWithoutThePassword() {
        EventLog log = new EventLog(environment);
        UUID id = registerEmployer(newName("wire"));

        ConsumerRecord<String, byte[]> event =
                log.recordsOf("user-events", id.toString(), 1).get(0);

        assertThat(event.value()[0]).as("magic byte").isZero();
        assertThat(text(event.value())).doesNotContain("correct horse", "bcrypt");
        assertThat(header(event, "ce_type")).isEqualTo("jobplatform.user.events.UserCreated");
        assertThat(header(event, "ce_source")).isEqualTo("user-service");
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(header(event, "ce_id"))).isNotNull();
    }

    @Test
    void tellNothingOfAChangeThatWasRefused() {
        EventLog log = new EventLog(environment);
        String other = newName("other");
        registerEmployer(other);
        UUID id = registerEmployer(newName("once"));
        patch("/api/users/" + id, Map.of("username", other)).expectStatus().isEqualTo(409);
        patch("/api/users/" + id, Map.of("fullName", "Ada Boss")).expectStatus().isOk();

        List<ConsumerRecord<String, byte[]>> records = log.recordsOf("user-events", id.toString(), 2);

        UserUpdated updated = (UserUpdated) log.decode(records.get(1));
        assertThat(updated.getChangedFields()).containsExactly("fullName");
        assertThat(updated.getVersion()).isEqualTo(2);
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return text(event.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
