package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import jobplatform.endtoend.PlatformClient.Answer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * While job-service and application-service are upgraded, a process with the event classes of older released versions and one with
 * the current ones share their topics, consumer group and database. What both know arrives, and nothing is dead-lettered.
 */
@ResourceLock("platform")
@Tag("process")
class RollingUpgradeIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int FEWEST_ROUNDS = 6;
    private static final int MOST_ROUNDS = 60;
    private static final String JOB_CREATED = "jobplatform.job.events.JobCreated";

    /** The oldest ones with the fields that the service asks for. */
    private static final Map<String, Integer> OF_JOB_SERVICE =
            Map.of(JOB_CREATED, 2, "jobplatform.user.events.UserUpdated", 1, "jobplatform.user.events.UserCreated", 2);

    private static final Map<String, Integer> OF_APPLICATION_SERVICE =
            Map.of(JOB_CREATED, 1, "jobplatform.user.events.UserUpdated", 1, "jobplatform.user.events.UserCreated", 1);

    private final PlatformClient client = PLATFORM.client();

    @TempDir
    private Path folder;

    @Test
    void anOlderAndANewerProcessOfAServiceUnderstandEachOtherAndAllOthers() throws Exception {
        Map<TopicPartition, Long> lettersBefore = deadLetters();
        Set<Integer> writtenVersions = new TreeSet<>();
        try (OlderProcess jobs = start("job-service", "jobplatform.jobservice.JobServiceApplication", OF_JOB_SERVICE);
                OlderProcess applications = start(
                        "application-service",
                        "jobplatform.application.ApplicationServiceApplication",
                        OF_APPLICATION_SERVICE)) {
            PlatformClient older =
                    client.asking("job-service", jobs.url()).asking("application-service", applications.url());
            int round = 0;
            while (round < FEWEST_ROUNDS || !haveHandledAll(jobs, applications)) {
                assertThat(round)
                        .as("rounds until the older processes had some of all")
                        .isLessThan(MOST_ROUNDS);
                PlatformClient posts = round % 2 == 0 ? client : older;
                PlatformClient applies = round % 4 < 2 ? older : client;
                writtenVersions.add(wholeStory(posts, applies, round));
                round++;
            }
            assertThat(jobs.sourceOf(JOB_CREATED)).contains(folder.toString());
            assertThat(applications.sourceOf(JOB_CREATED)).contains(folder.toString());
        }
        assertThat(writtenVersions).as("versions of JobCreated").containsExactly(2, 3);

        for (int round = 0; round < 3; round++) {
            assertThat(wholeStory(client, client, round)).isEqualTo(3);
        }

        assertThat(deadLetters()).isEqualTo(lettersBefore);
    }

    private OlderProcess start(String service, String mainClass, Map<String, Integer> versions) throws IOException {
        Path own = Files.createDirectories(folder.resolve(service));
        return OlderProcess.start(client, service, mainClass, OlderClasses.in(own, versions), own);
    }

    private static boolean haveHandledAll(OlderProcess jobs, OlderProcess applications) {
        return jobs.hasHandled("jobplatform.user.events.UserCreated")
                && jobs.hasHandled("jobplatform.application.events.JobApplicationReceived")
                && applications.hasHandled("jobplatform.user.events.UserCreated")
                && applications.hasHandled(JOB_CREATED);
    }

    /**
     * From two registrations to the employer's decision, with all that follows elsewhere.
     *
     * @return the version of JobCreated that the job was told of with
     */
    private int wholeStory(PlatformClient posts, PlatformClient applies, int round) {
        Answer employer = client.registerEmployer("upgrading");
        Answer applicant = client.registerSeeker("upgraded");
        await().atMost(SOON)
                .until(() -> client.companiesOf(employer.id()).get("total").asInt() == 1);
        Answer job = posts.signedIn(employer).post("job-service", "/api/jobs", job(round));
        assertThat(job.status()).as("%s", job.body()).isEqualTo(201);
        Answer application = apply(applies.signedIn(applicant), job);
        assertThat(client.signedIn(employer)
                        .put(
                                "application-service",
                                "/api/applications/" + application.id() + "/status",
                                Map.of("status", "SHORTLISTED"))
                        .status())
                .isEqualTo(200);

        await().atMost(SOON).untilAsserted(() -> assertFound(job, round));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.get("job-service", "/api/jobs/" + job.id())
                                .body()
                                .get("applicationCount")
                                .asInt())
                        .isEqualTo(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.signedIn(employer)
                                .get("user-service", "/api/users/" + employer.id() + "/employer-statistics")
                                .body()
                                .get("applicationsReceived")
                                .asInt())
                        .isEqualTo(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.signedIn(applicant)
                                .get("user-service", "/api/users/" + applicant.id() + "/notifications")
                                .body()
                                .at("/items/0/kind")
                                .asText())
                        .isEqualTo("APPLICATION_SHORTLISTED"));
        return versionOfJobCreated(job.id());
    }

    private static Map<String, Object> job(int round) {
        return Map.of(
                "title",
                "Upgrader " + round,
                "description",
                "Upgrades",
                "employmentType",
                "CONTRACT",
                "location",
                "Berlin " + round,
                "skills",
                List.of("Patience", "Round " + round),
                "remote",
                round % 3 == 0,
                "salary",
                Map.of("minimum", 100.5, "maximum", 200.25, "currency", "EUR"));
    }

    private static Answer apply(PlatformClient applicant, Answer job) {
        return await().atMost(SOON)
                .until(
                        () -> applicant.post(
                                "application-service",
                                "/api/jobs/" + job.id() + "/applications",
                                Map.of("coverLetter", "I upgrade well.")),
                        answer -> answer.status() == 201);
    }

    private void assertFound(Answer job, int round) {
        JsonNode items = client.get("search-service", "/api/search/jobs?size=100&q=upgrader+" + round)
                .body()
                .get("items");
        List<JsonNode> those = new ArrayList<>();
        for (JsonNode item : items) {
            if (item.get("id").asText().equals(job.id().toString())) {
                those.add(item);
            }
        }
        assertThat(those).as("the job among %s", items).hasSize(1);
        JsonNode found = those.get(0);
        assertThat(found.get("title").asText()).isEqualTo("Upgrader " + round);
        assertThat(found.get("location").asText()).isEqualTo("Berlin " + round);
        assertThat(found.get("employmentType").asText()).isEqualTo("CONTRACT");
        assertThat(found.get("remote").asBoolean()).isEqualTo(round % 3 == 0);
        assertThat(found.at("/skills/1").asText()).isEqualTo("Round " + round);
        assertThat(found.at("/salary/maximum").decimalValue()).isEqualByComparingTo("200.25");
    }

    private int versionOfJobCreated(UUID job) {
        ConsumerRecord<byte[], byte[]> record =
                client.records("job-events", job.toString()).get(0);
        int schemaId = ByteBuffer.wrap(record.value(), 1, Integer.BYTES).getInt();
        return client.get("registry", "/schemas/ids/" + schemaId + "/versions")
                .body()
                .get(0)
                .get("version")
                .asInt();
    }

    /** Where each dead-letter topic ends. */
    private Map<TopicPartition, Long> deadLetters() throws Exception {
        Map<TopicPartition, Long> ends = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", PLATFORM.stack().bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> wanted =
                    new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(name -> name.endsWith(".dlt"))
                    .toList();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            admin.listOffsets(wanted).all().get().forEach((partition, end) -> {
                if (end.offset() > 0) {
                    ends.put(partition, end.offset());
                }
            });
        }
        return ends;
    }
}
