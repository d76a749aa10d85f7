package jobplatform.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jobplatform.endtoend.PlatformClient.Answer;
import jobplatform.job.events.JobCreated;
import jobplatform.user.events.UserCreated;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Facts that enter one service over HTTP come out of another, as Avro under contract on the way. */
@ResourceLock("platform")
@Tag("process")
class MainFlowIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final List<String> SERVICES = List.of(
            "user-service",
            "job-service",
            "notification-service",
            "search-service",
            "application-service",
            "analytics-service");

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WIRE_HEADER_BYTES = 5;

    private final PlatformClient client = PLATFORM.client();

    /** Linux takes all of 127.0.0.0/8 for its own, and who listens on every address is reached there too. */
    @Test
    void noOtherMachineReachesWhatRunsHere() throws Exception {
        Set<InetAddress> others = new LinkedHashSet<>();
        others.add(InetAddress.getByName("127.0.0.2"));
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .forEach(others::add);
        Map<String, Integer> ports = PLATFORM.stack().options().ports().byName();

        assertThat(ports).containsKeys("user-service", "kafka", "postgres", "registry", "mail");
        ports.forEach((component, port) -> assertThat(others)
                .as(component)
                .allSatisfy(address ->
                        assertThatThrownBy(() -> connect(address, port)).isInstanceOf(IOException.class)));
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
        }
    }

    @Test
    void anEmployerWhoRegistersGetsACompanyProfile() {
        Answer registered = client.registerEmployer("acme");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.body().get("userType").asText()).isEqualTo("EMPLOYER");
        assertThat(registered.body().has("password")).isFalse();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                client.companiesOf(registered.id()).get("total").asInt())
                        .isEqualTo(1));
        JsonNode company = client.signedIn(registered)
                .companiesOf(registered.id())
                .get("items")
                .get(0);
        assertThat(company.get("contactEmail").asText())
                .isEqualTo(registered.body().get("email").asText());
    }

    @Test
    void registersAJobSeekerWithATrailingSlashAndNoUserType() {
        String name = "testuser-" + UUID.randomUUID().toString().substring(0, 8);

        Answer registered = client.post(
                "user-service",
                "/api/users/",
                Map.of("username", name, "email", name + "@example.com", "password", "testpass"));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.body().get("userType").asText()).isEqualTo("JOB_SEEKER");
    }

    @Test
    void theEmployersStatisticsFollowTheJobsThatArePosted() {
        Answer employer = employerWithCompany();

        PlatformClient asEmployer = client.signedIn(employer);
        Answer job = postJob(employer);

        assertThat(job.status()).isEqualTo(201);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode figures = asEmployer
                    .get("user-service", "/api/users/" + employer.id() + "/employer-statistics")
                    .body();
            assertThat(figures.get("jobsPosted").asInt()).isEqualTo(1);
            assertThat(figures.get("jobsOpen").asInt()).isEqualTo(1);
        });
    }

    @Test
    void aJobIsFoundFromWhenItIsPostedUntilItIsClosedOrRemoved() {
        Answer employer = employerWithCompany();
        Answer closed = postJob(employer);
        Answer removed = postJob(employer);
        Answer stays = postJob(employer);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(foundBy("enginer")).contains(closed.id(), removed.id(), stays.id()));

        PlatformClient asEmployer = client.signedIn(employer);
        asEmployer.put("job-service", "/api/jobs/" + closed.id() + "/status", Map.of("status", "CLOSED"));
        asEmployer.delete("job-service", "/api/jobs/" + removed.id());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(foundBy("engineer")).contains(stays.id()).doesNotContain(closed.id(), removed.id()));
    }

    @Test
    void whoRegistersIsWelcomedAndWhoAppliesGetsItConfirmedByMail() {
        Answer employer = employerWithCompany();
        Answer job = postJob(employer);
        String name = "applicant-" + UUID.randomUUID().toString().substring(0, 8);
        String address = name + "@example.com";

        Answer applicant = client.post(
                "user-service",
                "/api/users",
                Map.of("username", name, "email", address, "password", "correct horse", "fullName", "Ann Lee"));
        Answer application = apply(job, applicant);
        client.signedIn(employer)
                .put(
                        "application-service",
                        "/api/applications/" + application.id() + "/status",
                        Map.of("status", "SHORTLISTED"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.text("mail", "/messages").split("Date: ", -1))
                        .filteredOn(mail -> mail.contains(address))
                        .hasSize(3)
                        .anySatisfy(mail -> assertThat(mail).contains("Subject: You are on the shortlist: Engineer"))
                        .anySatisfy(mail ->
                                assertThat(mail).contains("Subject: Welcome to the job platform", "Hello Ann Lee,"))
                        .anySatisfy(mail -> assertThat(mail)
                                .contains("Subject: Your application: Engineer", "List-Unsubscribe: <http")));
    }

    @Test
    void anApplicationIsCountedByTheJobAndInTheStatisticsAndNobodyUsesItsFormerEvent() {
        Answer employer = employerWithCompany();
        Answer job = postJob(employer);
        PlatformClient asEmployer = client.signedIn(employer);
        Answer applicant = client.registerSeeker("seeker");

        Answer application = apply(job, applicant);

        assertThat(header(onlyRecord("application-events", application.id()), "ce_type"))
                .isEqualTo("jobplatform.application.events.JobApplicationReceived");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asEmployer
                                .get("user-service", "/api/users/" + employer.id() + "/employer-statistics")
                                .body()
                                .get("applicationsReceived")
                                .asInt())
                        .isEqualTo(1));
        assertThat(client.get("job-service", "/api/jobs/" + job.id())
                        .body()
                        .get("applicationCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.records("job-events", job.id().toString()))
                .extracting(record -> header(record, "ce_type"))
                .containsExactly("jobplatform.job.events.JobCreated");
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(client.text(service, "/actuator/prometheus"))
                        .doesNotContain("jobplatform.job.events.JobApplicationReceived"));
    }

    @Test
    void everybodySeesWhatIsTheirsAndTheAdministratorEverything() {
        // Given
        Answer employer = employerWithCompany();
        Answer job = postJob(employer);
        Answer applicant = client.registerSeeker("applicant");
        Answer other = client.registerSeeker("other");

        // When
        Answer application = apply(job, applicant);

        // Then
        String path = "/api/applications/" + application.id();
        assertThat(client.get("application-service", path).status()).isEqualTo(401);
        assertThat(client.signedIn(other).get("application-service", path).status())
                .isEqualTo(404);
        assertThat(client.signedIn(employer).get("application-service", path).status())
                .isEqualTo(200);
        PlatformClient administrator = client.signedInAsAdministrator();
        assertThat(administrator.get("application-service", path).status()).isEqualTo(200);
        assertThat(administrator.get("user-service", "/api/users").status()).isEqualTo(200);
        assertThat(administrator.get("notification-service", "/api/outbox").status())
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(administrator
                                .get("analytics-service", "/api/audit/application/" + application.id())
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void tokensAreTakenWhileUserServiceIsAway() {
        // Given
        Answer employer = employerWithCompany();
        PlatformClient asEmployer = client.signedIn(employer);
        Answer job = postJob(employer);

        // When
        PLATFORM.stack().kill("user-service");
        Answer closed;
        try {
            closed = asEmployer.put("job-service", "/api/jobs/" + job.id() + "/status", Map.of("status", "CLOSED"));
        } finally {
            PLATFORM.stack().start("user-service");
        }

        // Then
        assertThat(closed.status()).isEqualTo(200);
    }

    @Test
    void eventsAreAvroInTheWireFormatKeyedByWhatTheyTellOf() throws Exception {
        Answer employer = employerWithCompany();
        Answer job = postJob(employer);

        ConsumerRecord<byte[], byte[]> userCreated = onlyRecord("user-events", employer.id());
        assertThat(decode(userCreated, UserCreated.getClassSchema()).get("username"))
                .hasToString(employer.body().get("username").asText());
        assertThat(subjectOf(userCreated)).isEqualTo("user-events-jobplatform.user.events.UserCreated");
        assertThat(header(userCreated, "ce_type")).isEqualTo("jobplatform.user.events.UserCreated");

        ConsumerRecord<byte[], byte[]> jobCreated = onlyRecord("job-events", job.id());
        assertThat(decode(jobCreated, JobCreated.getClassSchema()).get("title")).hasToString("Engineer");
        assertThat(subjectOf(jobCreated)).isEqualTo("job-events-jobplatform.job.events.JobCreated");
        assertThat(header(jobCreated, "ce_type")).isEqualTo("jobplatform.job.events.JobCreated");
    }

    @Test
    void aBadMessageIsSetAsideAndTheEventsBehindItAreProcessed() throws Exception {
        String key = "bad-" + UUID.randomUUID();
        byte[] noAvro = "this is no Avro".getBytes(UTF_8);

        client.send("user-events", key.getBytes(UTF_8), noAvro);

        Answer behind = employerWithCompany();
        assertThat(behind.status()).isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.records("user-events.job-service.dlt", key))
                        .hasSize(1));
        ConsumerRecord<byte[], byte[]> dead =
                client.records("user-events.job-service.dlt", key).get(0);
        assertThat(dead.value()).isEqualTo(noAvro);
        assertThat(header(dead, "avenant-dlt-topic")).isEqualTo("user-events");
        assertThat(header(dead, "avenant-dlt-group")).isEqualTo("job-service");
        assertThat(header(dead, "avenant-dlt-category")).isEqualTo("NOT_AVRO");
        assertThat(header(dead, "avenant-dlt-message")).isNotBlank();
    }

    private Answer employerWithCompany() {
        Answer employer = client.registerEmployer("employer");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                client.companiesOf(employer.id()).get("total").asInt())
                        .isEqualTo(1));
        return employer;
    }

    /** Applies as soon as application-service has heard of the job and of who applies. */
    private Answer apply(Answer job, Answer applicant) {
        PlatformClient asApplicant = client.signedIn(applicant);
        return await().atMost(SOON)
                .until(
                        () -> asApplicant.post(
                                "application-service",
                                "/api/jobs/" + job.id() + "/applications",
                                Map.of("coverLetter", "I weld well.")),
                        answer -> answer.status() == 201);
    }

    private List<UUID> foundBy(String q) {
        List<UUID> found = new ArrayList<>();
        client.get("search-service", "/api/search/jobs?size=100&q=" + q)
                .body()
                .get("items")
                .forEach(item -> found.add(UUID.fromString(item.get("id").asText())));
        return found;
    }

    private Answer postJob(Answer employer) {
        return client.signedIn(employer)
                .post(
                        "job-service",
                        "/api/jobs",
                        Map.of("title", "Engineer", "description", "Keeps contracts", "employmentType", "FULL_TIME"));
    }

    private ConsumerRecord<byte[], byte[]> onlyRecord(String topic, UUID key) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(client.records(topic, key.toString())).hasSize(1));
        return client.records(topic, key.toString()).get(0);
    }

    private static GenericRecord decode(ConsumerRecord<byte[], byte[]> record, Schema schema) throws Exception {
        byte[] value = record.value();
        assertThat(value[0]).as("magic byte").isZero();
        return new GenericDatumReader<GenericRecord>(schema)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(value, WIRE_HEADER_BYTES, value.length - WIRE_HEADER_BYTES, null));
    }

    private String subjectOf(ConsumerRecord<byte[], byte[]> record) {
        int id = ByteBuffer.wrap(record.value(), 1, Integer.BYTES).getInt();
        JsonNode versions =
                client.get("registry", "/schemas/ids/" + id + "/versions").body();
        assertThat(versions).as("versions with id %d", id).hasSize(1);
        return versions.get(0).get("subject").asText();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return List.of(record.headers().toArray()).stream()
                .filter(header -> header.key().equals(name))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElse("");
    }
}
