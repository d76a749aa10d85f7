package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.push.RegistryPush.Outcome;
import dev.avenant.contracts.push.RegistryPush.Step;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.HttpRegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The contracts against Confluent's registry on Apache Kafka, as in docker-compose.yml. Runs where an engine holds both
 * images already ({@code docker pull} them), and is skipped elsewhere.
 */
@Tag("broker")
class ConfluentRegistryTest {

    private static final String KAFKA = ComposeFile.read().image("kafka");
    private static final String REGISTRY = ComposeFile.read().image("schema-registry");
    private static final int PORT = 8081;

    @Test
    void takesAllContractsAndTakesThemOnlyOnce() {
        assumeTrue(LocalImages.has(KAFKA), "no engine holds the image " + KAFKA);
        assumeTrue(LocalImages.has(REGISTRY), "no engine holds the image " + REGISTRY);
        ContractTree contracts = ContractTree.load(ContractFiles.folder(Path.of("..", "schemas")));

        try (Network network = Network.newNetwork();
                KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(KAFKA))
                        .withNetwork(network)
                        .withListener("kafka:19092");
                GenericContainer<?> registry = registry(network)) {
            kafka.start();
            registry.start();
            URI url = URI.create("http://" + registry.getHost() + ":" + registry.getMappedPort(PORT));
            try (HttpRegistryClient client = new HttpRegistryClient(url, Duration.ofSeconds(20))) {
                List<Step> first = RegistryPush.to(client).pushReleasedAndCurrent(contracts, step -> {});
                List<Step> second = RegistryPush.to(client).pushReleasedAndCurrent(contracts, step -> {});

                assertThat(first).extracting(Step::outcome).contains(Outcome.REGISTERED);
                assertThat(second).extracting(Step::outcome).containsOnly(Outcome.PRESENT);
                assertThat(client.subjects())
                        .contains(
                                "user-events-jobplatform.user.events.UserCreated",
                                "job-events-jobplatform.job.events.JobCreated",
                                "jobplatform.types.SalaryRange");
            }
        }
    }

    private static GenericContainer<?> registry(Network network) {
        return new GenericContainer<>(DockerImageName.parse(REGISTRY))
                .withNetwork(network)
                .withExposedPorts(PORT)
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", "schema-registry")
                .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + PORT)
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://kafka:19092")
                .waitingFor(Wait.forHttp("/subjects").forStatusCode(200));
    }
}
