package dev.avenant.maven;

import static dev.avenant.maven.StrangersProject.NUMBERED;
import static dev.avenant.maven.StrangersProject.ORDER;
import static dev.avenant.maven.StrangersProject.VERSION;
import static dev.avenant.maven.StrangersProject.pom;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.avenant.maven.Maven.Outcome;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that ask a registry, with one that runs. */
@Tag("process")
class RegistryGoalsIT {
    private static final String PLUGIN = "dev.avenant:avenant-maven-plugin:" + VERSION;

    @SuppressWarnings("NullAway.Init")
    private static SchemaRegistry registry;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private StrangersProject project;

    @BeforeAll
    static void aRegistry() {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
    }

    @AfterAll
    static void noRegistry() {
        registry.close();
    }

    @BeforeEach
    void aProjectWithContracts() {
        project = new StrangersProject(folder)
                .write("pom.xml", pom("shop", "", ""))
                .write("schemas/contracts.yaml", """
                        namespace: shop
                        preset: breaking
                        defaults:
                          compatibility: BACKWARD_TRANSITIVE
                        topics:
                          orders:
                            description: What was ordered.
                            owner: sales
                            key: { type: string, meaning: order id }
                            partitions: 3
                            retention: 30d
                            producers: [sales]
                            events:
                              Order: { consumers: [billing] }
                        """)
                .write("schemas/orders/Order/v1.avsc", ORDER.replace("\"shop\"", "\"shop.orders\""));
    }

    @Test
    void pushesWhatIsThereAndChecksAgainstIt() {
        String url = registry.url().toString();

        Outcome first = Maven.NEWEST.run(folder, PLUGIN + ":push", "-Davenant.registry=" + url, "-Davenant.unreleased");
        Outcome second = Maven.OLDEST.run(
                folder, Map.of("SCHEMA_REGISTRY_URL", url), "", PLUGIN + ":push", "-Davenant.unreleased");
        project.write("schemas/orders/Order/v1.avsc", NUMBERED.replace("\"shop\"", "\"shop.orders\""));
        Outcome broken = Maven.NEWEST.run(folder, "verify", "-Davenant.against=" + url);

        assertThat(first.passed()).as(first.log()).isTrue();
        assertThat(first.from("[INFO] ", "Pushing")).startsWith("""
                Pushing to URL
                  set compatibility BACKWARD_TRANSITIVE for orders-shop.orders.Order
                  registered Order v1 as orders-shop.orders.Order (id 1)
                1 registered, 0 there already.
                """.replace("URL", url.replaceAll("/$", "")));
        assertThat(second.passed()).as(second.log()).isTrue();
        assertThat(second.log()).contains("[INFO] 0 registered, 1 there already.\n");
        assertThat(broken.passed()).as(broken.log()).isFalse();
        assertThat(broken.log())
                .contains("(default) on project shop: The schemas have changes that readers do not survive, checked"
                        + " against " + url.replaceAll("/$", "")
                        + " (1 error):\n[ERROR]   schemas/orders/Order/v1.avsc:2:3:"
                        + " type-changed: string was written and long is expected");
    }

    @Test
    void importsARegistryOnceAndAgainWithoutAChange(@TempDir Path empty) throws Exception {
        try (SchemaRegistry source =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            // Given a registry with a schema
            String url = source.url().toString();
            new HttpRegistryClient(source.url(), Duration.ofSeconds(30))
                    .register("orders-value", SchemaDefinition.of(ORDER), false);

            // When it is imported where nothing is, twice
            Outcome first = Maven.NEWEST.run(empty, PLUGIN + ":import", "-Davenant.registry=" + url);
            Map<String, String> written = filesBelow(empty.resolve("schemas"));
            Outcome second = Maven.OLDEST.run(empty, PLUGIN + ":import", "-Davenant.registry=" + url);

            // Then its contracts are there, and the second time nothing is written
            assertThat(first.passed()).as(first.log()).isTrue();
            assertThat(first.from("[INFO] ", "Imported")).startsWith("Imported 1 subject with 1 version of ");
            assertThat(written)
                    .containsKeys("contracts.yaml", "contracts.lock", "imported.jsonl", "orders/Order/v1.avsc");
            assertThat(second.passed()).as(second.log()).isTrue();
            assertThat(second.log()).contains("[INFO] Nothing changed: schemas is what was imported, ");
            assertThat(filesBelow(empty.resolve("schemas"))).isEqualTo(written);
        }
    }

    @Test
    void asksNoRegistryWhenMavenWorksOfflineAndImportsAFolderOverNothing() throws Exception {
        // Given a module that is compared with a registry, and one that imports a folder, and then another in its place
        String url = registry.url().toString();
        project.write("pom.xml", reactor("compared", "importing"))
                .write("compared/pom.xml", module("compared", "<against>" + url + "</against>", "check"))
                .write("compared/Order.avsc", ORDER)
                .write("importing/pom.xml", module("importing", "", "").replace("<executions></executions>", """
                        <executions>
                          <execution>
                            <id>first</id>
                            <phase>verify</phase>
                            <goals><goal>import</goal></goals>
                            <configuration><source>avro</source><topic>orders</topic></configuration>
                          </execution>
                          <execution>
                            <id>second</id>
                            <phase>verify</phase>
                            <goals><goal>import</goal></goals>
                            <configuration><source>changed/avro</source><topic>orders</topic></configuration>
                          </execution>
                        </executions>
                        """))
                .write("importing/avro/Order.avsc", ORDER)
                .write("importing/changed/avro/Order.avsc", NUMBERED);

        Outcome outcome = Maven.NEWEST.run(folder, "-o", "--fail-at-end", "verify");

        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.log())
                .contains("(default) on project compared: Maven works offline (-o), and avenant.against=" + url
                        + " asks a schema registry. Run it without -o, or leave it out with -Davenant.skip."
                        + " -> [Help ")
                .contains("(second) on project importing: Expected no schemas, or what was imported of changed/avro"
                        + " before, but found a folder in which ")
                .contains("differs: orders/Order/v1.avsc");
        assertThat(Files.readString(folder.resolve("importing/schemas/orders/Order/v1.avsc")))
                .isEqualTo(ORDER);
    }

    private static Map<String, String> filesBelow(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void saysWhyNothingWasPushedAndShowsNoPassword() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer guarded = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guarded.createContext("/", exchange -> {
            asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        guarded.start();
        try {
            // Given a module whose contracts were not released, one that names no registry, and one whose registry
            // refuses
            String unreleased = "<project>..</project><unreleased>true</unreleased>";
            project.write("pom.xml", reactor("early", "nowhere", "refused"))
                    .write(
                            "early/pom.xml",
                            module("early", "<project>..</project><registry>" + registry.url() + "</registry>", "push"))
                    .write("nowhere/pom.xml", module("nowhere", unreleased, "push"))
                    .write(
                            "refused/pom.xml",
                            module(
                                    "refused",
                                    unreleased + "<registryServerId>registry</registryServerId>"
                                            + "<registry>http://localhost:"
                                            + guarded.getAddress().getPort() + "</registry>",
                                    "push"));

            Outcome outcome = Maven.NEWEST.run(
                    folder,
                    Map.of("SCHEMA_REGISTRY_URL", ""),
                    "<server><id>registry</id><username>ci</username><password>s3cret</password></server>",
                    "--fail-at-end",
                    "verify");

            assertThat(outcome.passed()).isFalse();
            assertThat(outcome.log())
                    .contains("(default) on project early: Nothing was released yet. Run avenant release first, or push"
                            + " with -Davenant.unreleased. -> [Help ")
                    .contains(
                            "(default) on project nowhere: Expected the URL of a schema registry but found none. Set the"
                                    + " parameter registry, -Davenant.registry=URL or the environment's SCHEMA_REGISTRY_URL."
                                    + " -> [Help ")
                    .containsPattern("on project refused: The request to the schema registry failed: .*401")
                    .doesNotContain("s3cret");
            assertThat(asked)
                    .isNotEmpty()
                    .containsOnly("Basic "
                            + Base64.getEncoder().encodeToString("ci:s3cret".getBytes(StandardCharsets.UTF_8)));
        } finally {
            guarded.stop(0);
        }
    }

    /** A pom of modules, which does nothing itself. */
    private static String reactor(String... modules) {
        StringBuilder names = new StringBuilder();
        for (String module : modules) {
            names.append("<module>").append(module).append("</module>");
        }
        return pom("shop", "<skip>true</skip>", "<modules>" + names + "</modules>");
    }

    /** A module of its own, with a goal in the phase verify; with none there is no execution. */
    private static String module(String artifact, String configuration, String goal) {
        String pom = pom(artifact, configuration, "");
        String executions = goal.isEmpty()
                ? "<executions></executions>"
                : "<executions><execution><id>default</id><phase>verify</phase><goals><goal>" + goal
                        + "</goal></goals></execution></executions>";
        return pom.replaceFirst("(?s)<executions>.*</executions>", executions);
    }
}
