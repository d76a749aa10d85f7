package dev.avenant.stack.internal;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.Part;
import dev.avenant.stack.StackOptions;
import dev.avenant.stack.StackPorts;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of each part how it is run in a stack with certain options: this is the one place that knows the programs. */
public final class Parts {

    private static final String COMMAND_LINE = "platform/cli";
    private static final int KAFKA_HEAP = 256;
    private static final int REGISTRY_HEAP = 96;
    private static final int SERVICE_HEAP = 192;
    private static final int CONSOLE_HEAP = 128;
    private static final int PUSH_HEAP = 128;

    private final StackOptions options;
    private final StackPorts ports;
    private final Folders folders;

    /** The parts of a stack with these options and folders. */
    public Parts(StackOptions options, Folders folders) {
        this.options = options;
        this.ports = options.ports();
        this.folders = folders;
    }

    /** How to reach a database of a stack with these ports. */
    public static LocalStack.Database database(StackPorts ports, String name) {
        return new LocalStack.Database(
                Postgres.jdbcUrl(ports.of(Part.POSTGRES), name), Postgres.USER, Postgres.PASSWORD);
    }

    /** How that part is run. */
    public Component component(Part part) {
        return switch (part) {
            case KAFKA -> kafka();
            case POSTGRES -> new Postgres(folders, ports.of(Part.POSTGRES));
            case REGISTRY -> web(part, REGISTRY_HEAP, registryArguments(), Map.of(), "/subjects");
            case USER_SERVICE -> service(part, Postgres.USER_DATABASE);
            case JOB_SERVICE -> service(part, Postgres.JOB_DATABASE);
            case CONSOLE -> web(part, CONSOLE_HEAP, List.of(), consoleEnvironment(), "/actuator/health");
        };
    }

    /** Refuses when a program that these options need is not built. */
    void requireBuilt() {
        options.parts().forEach(part -> module(part).ifPresent(this::jar));
        if (options.parts().contains(Part.REGISTRY)) {
            jar(COMMAND_LINE);
        }
    }

    /** The program that creates the topics and registers the schemas; it ends when it has done so. */
    JavaProgram contracts() {
        List<String> arguments =
                List.of("push", "--registry", registryUrl(), "--bootstrap-servers", bootstrapServers());
        return JavaProgram.in(jar(COMMAND_LINE), options, PUSH_HEAP, arguments);
    }

    /** How that program is started, with its log named after what it does for the stack. */
    Launch launch(JavaProgram program, String log) {
        return new Launch(program.command(), Map.of(), options.repository(), folders.log(log));
    }

    private static Optional<String> module(Part part) {
        return switch (part) {
            case KAFKA, POSTGRES -> Optional.empty();
            case REGISTRY -> Optional.of("platform/schema-registry");
            case USER_SERVICE -> Optional.of("user-service");
            case JOB_SERVICE -> Optional.of("job-service");
            case CONSOLE -> Optional.of("platform/console");
        };
    }

    private Path jar(String module) {
        return JavaProgram.jarOf(options.repository().resolve(module));
    }

    private Component kafka() {
        int port = ports.of(Part.KAFKA);
        List<String> arguments = List.of(
                folders.data().resolve(Part.KAFKA.id()).toString(),
                Integer.toString(port),
                Integer.toString(ports.kafkaController()));
        return new JavaComponent(
                Part.KAFKA,
                () -> kafkaProgram(arguments),
                new JavaComponent.Settings(Map.of(), Probe.cluster(port), bootstrapServers()),
                options.repository(),
                folders);
    }

    private JavaProgram kafkaProgram(List<String> arguments) {
        Path here = ownCode();
        String logging = "-Dlogback.configurationFile=logback-kafka.xml";
        String main = KafkaMain.class.getName();
        if (Files.isRegularFile(here)) {
            ClassArchive archive = ClassArchive.of(options.cache(), Part.KAFKA.id(), here, options.archiveClasses());
            return new JavaProgram(
                    Part.KAFKA.id(), List.of(logging, "-cp", here.toString(), main), KAFKA_HEAP, arguments, archive);
        }
        String classPath = System.getProperty("java.class.path");
        return new JavaProgram(Part.KAFKA.id(), List.of(logging, "-cp", classPath, main), KAFKA_HEAP, arguments, null);
    }

    private static Path ownCode() {
        try {
            return Path.of(Parts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The place of this code is no path", impossible);
        }
    }

    private Component service(Part part, String database) {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("SERVER_PORT", Integer.toString(ports.of(part))),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers()),
                Map.entry("KAFKA_GROUP_ID", part.id()),
                Map.entry("KAFKA_TOPICS_USER_EVENTS", "user-events"),
                Map.entry("KAFKA_TOPICS_JOB_EVENTS", "job-events"),
                Map.entry("SCHEMA_REGISTRY_URL", registryUrl()),
                Map.entry("SPRING_DATASOURCE_URL", Postgres.jdbcUrl(ports.of(Part.POSTGRES), database)),
                Map.entry("SPRING_DATASOURCE_USERNAME", Postgres.USER),
                Map.entry("SPRING_DATASOURCE_PASSWORD", Postgres.PASSWORD),
                // One service of each kind: after a kill its partitions wait for this long, 45 s by default.
                Map.entry("SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", "10000"));
        return web(part, SERVICE_HEAP, List.of(), environment, "/actuator/health");
    }

    private Component web(
            Part part, int heapMegabytes, List<String> arguments, Map<String, String> environment, String healthPath) {
        String url = "http://localhost:" + ports.of(part);
        String module = module(part).orElseThrow();
        return new JavaComponent(
                part,
                () -> JavaProgram.in(jar(module), options, heapMegabytes, arguments),
                new JavaComponent.Settings(environment, Probe.http(URI.create(url + healthPath)), url),
                options.repository(),
                folders);
    }

    private List<String> registryArguments() {
        return List.of("--port", Integer.toString(ports.of(Part.REGISTRY)), "--bootstrap-servers", bootstrapServers());
    }

    private Map<String, String> consoleEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(ports.of(Part.CONSOLE)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("SCHEMA_REGISTRY_URL", registryUrl());
        return environment;
    }

    private String bootstrapServers() {
        return "localhost:" + ports.of(Part.KAFKA);
    }

    private String registryUrl() {
        return "http://localhost:" + ports.of(Part.REGISTRY);
    }
}
