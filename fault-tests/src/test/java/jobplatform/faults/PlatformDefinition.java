package jobplatform.faults;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.config.StackPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The repository's stack as these tests run it: without what its load does not touch, job-service twice, one broker or three, and a {@link
 * TcpProxy} on each way from a service to what it needs.
 *
 * @param brokers the names of the brokers
 * @param ways the proxies by their names, such as {@code job-service>postgres}; both job-services go the same ways
 */
record PlatformDefinition(StackOptions options, List<String> brokers, Map<String, TcpProxy> ways) {

    static final List<String> SERVICES = List.of("user-service", "job-service");
    static final String SECOND_JOB_SERVICE = "job-service-2";

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path CACHE = Path.of("target", "stack-cache");
    private static final String CLUSTER = "ZmF1bHQtdGVzdHMtY2x1cw";
    /** So that it has one; all of them are replaced by free ones. */
    private static final int SECOND_PORT = 8102;

    private static final int PORTS_OF_A_BROKER = 10;
    /** The shortest that a broker lets its consumers have. */
    private static final String SESSION_MILLIS = "6000";

    /** The platform in that folder, on ports that are free now. */
    static PlatformDefinition in(Path home, int brokerCount) {
        List<String> brokers = IntStream.rangeClosed(1, brokerCount)
                .mapToObj(number -> number == 1 ? "kafka" : "kafka-" + number)
                .toList();
        StackDefinition definition = new StackDefinition(components(brokers));
        StackPorts ports = StackPorts.free(definition);
        Wiring wiring = new Wiring(brokers, ports);
        StackDefinition wired = new StackDefinition(
                definition.components().stream().map(wiring::wire).toList());
        StackOptions options = new StackOptions(
                REPOSITORY, wired, new StackOptions.Locations(home, CACHE), ports, wired.components(), true, true);
        return new PlatformDefinition(options, brokers, wiring.ways);
    }

    private static List<Component> components(List<String> brokers) {
        List<Component> components = new ArrayList<>();
        for (Component component : StackDefinition.of(REPOSITORY).components()) {
            switch (component.name()) {
                case "kafka" -> brokers.forEach(name -> components.add(broker(component, name)));
                case "registry" -> components.add(needing(component, brokers));
                case "job-service" -> {
                    components.add(component);
                    components.add(again(component, SECOND_JOB_SERVICE));
                }
                case "console",
                        "search-service",
                        "notification-service",
                        "mail",
                        "application-service",
                        "analytics-service" -> {
                    // Nobody looks at it.
                }
                default -> components.add(component);
            }
        }
        return components;
    }

    private static Component broker(Component first, String name) {
        int shift = first.name().equals(name) ? 0 : PORTS_OF_A_BROKER * Integer.parseInt(name.replace("kafka-", ""));
        Map<String, Integer> ports = new LinkedHashMap<>();
        first.ports().forEach((port, value) -> ports.put(port.replace("kafka", name), value + shift));
        return new Component(name, first.type(), ports, first.needs(), first.database(), first.program());
    }

    private static Component needing(Component component, List<String> needs) {
        return new Component(
                component.name(),
                component.type(),
                component.ports(),
                needs,
                component.database(),
                component.program());
    }

    /** The same once more, in the same consumer group and on the same database. */
    private static Component again(Component component, String name) {
        Component.Program program = component.program();
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("KAFKA_GROUP_ID", component.name());
        return new Component(
                name,
                component.type(),
                Map.of(name, SECOND_PORT),
                component.needs(),
                component.database(),
                new Component.Program(
                        program.module(),
                        program.heapMegabytes(),
                        program.arguments(),
                        environment,
                        program.healthPath()));
    }

    /** Who connects to whom. */
    private static final class Wiring {

        private final List<String> brokers;
        private final StackPorts ports;
        private final Map<String, TcpProxy> ways = new LinkedHashMap<>();
        private final Map<String, List<String>> listeners = new HashMap<>();

        Wiring(List<String> brokers, StackPorts ports) {
            this.brokers = brokers;
            this.ports = ports;
        }

        Component wire(Component component) {
            return switch (component.type()) {
                case KAFKA -> with(component, settings(component.name()), Map.of());
                case PROGRAM ->
                    component.database().isEmpty() ? component : with(component, List.of(), environment(component));
                default -> component;
            };
        }

        private static Component with(Component component, List<String> arguments, Map<String, String> environment) {
            Component.Program program = component.program();
            List<String> allArguments = new ArrayList<>(program.arguments());
            allArguments.addAll(arguments);
            Map<String, String> wholeEnvironment = new HashMap<>(program.environment());
            wholeEnvironment.putAll(environment);
            return new Component(
                    component.name(),
                    component.type(),
                    component.ports(),
                    component.needs(),
                    component.database(),
                    new Component.Program(
                            program.module(),
                            program.heapMegabytes(),
                            allArguments,
                            wholeEnvironment,
                            program.healthPath()));
        }

        /** A broker tells the clients of each service, which come to a listener of their own, to come through its proxy. */
        private List<String> settings(String broker) {
            StringBuilder real = new StringBuilder("CLIENT://localhost:" + ports.of(broker));
            StringBuilder advertised = new StringBuilder(real);
            StringBuilder protocols = new StringBuilder("CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
            for (String service : SERVICES) {
                String listener = service.toUpperCase(Locale.ROOT).replace("-", "");
                int port = FreePorts.one();
                TcpProxy proxy = TcpProxy.to(port);
                ways.put(service + ">" + broker, proxy);
                listeners.computeIfAbsent(service, name -> new ArrayList<>()).add("localhost:" + proxy.port());
                real.append(',').append(listener).append("://localhost:").append(port);
                advertised.append(',').append(listener).append("://localhost:").append(proxy.port());
                protocols.append(',').append(listener).append(":PLAINTEXT");
            }
            real.append(",CONTROLLER://localhost:").append(ports.of(broker + "-controller"));
            List<String> settings = new ArrayList<>(List.of(
                    "listeners=" + real,
                    "advertised.listeners=" + advertised,
                    "listener.security.protocol.map=" + protocols));
            if (brokers.size() > 1) {
                settings.addAll(clusterSettings(broker));
            }
            return settings;
        }

        private List<String> clusterSettings(String broker) {
            List<String> voters = brokers.stream()
                    .map(each -> (1 + brokers.indexOf(each)) + "@localhost:" + ports.of(each + "-controller"))
                    .toList();
            String copies = Integer.toString(brokers.size());
            return List.of(
                    "cluster.id=" + CLUSTER,
                    "node.id=" + (1 + brokers.indexOf(broker)),
                    "controller.quorum.voters=" + String.join(",", voters),
                    "default.replication.factor=" + copies,
                    "min.insync.replicas=2",
                    "offsets.topic.replication.factor=" + copies,
                    "transaction.state.log.replication.factor=" + copies,
                    "transaction.state.log.min.isr=2",
                    "share.coordinator.state.topic.replication.factor=" + copies,
                    "share.coordinator.state.topic.min.isr=2");
        }

        private Map<String, String> environment(Component service) {
            String name = service.name().equals(SECOND_JOB_SERVICE) ? "job-service" : service.name();
            return Map.of(
                    "AVENANT_MESSAGING_RETRY_UNKNOWN_SCHEMA_GRACE",
                    "1s",
                    "KAFKA_BOOTSTRAP_SERVERS",
                    String.join(",", listeners.getOrDefault(name, List.of())),
                    "SPRING_DATASOURCE_URL",
                    "jdbc:postgresql://localhost:" + way(name, "postgres") + "/${database}",
                    "SCHEMA_REGISTRY_URL",
                    "http://localhost:" + way(name, "registry"),
                    "SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS",
                    SESSION_MILLIS,
                    // Nobody applies here.
                    "APPLICATION_SERVICE_URL",
                    "http://localhost",
                    "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                    "*");
        }

        private int way(String service, String to) {
            return ways.computeIfAbsent(service + ">" + to, name -> TcpProxy.to(ports.of(to)))
                    .port();
        }
    }
}
