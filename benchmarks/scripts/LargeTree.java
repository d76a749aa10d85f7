import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a large tree of contracts to measure the gate on: {@code java LargeTree.java <folder> [events] [versions]},
 * then {@code avenant release --project <folder>} and {@code avenant check --project <folder>}. Each version adds a
 * nullable field to the one before, and each event uses a shared type.
 */
final class LargeTree {
    private static final int EVENTS_PER_TOPIC = 20;

    private LargeTree() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("Usage: java LargeTree.java <folder> [events, default 1000] [versions, default 10]");
            System.exit(2);
        }
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int versions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Path schemas = Path.of(arguments[0], "schemas");
        StringBuilder contracts = new StringBuilder(
                """
                namespace: large
                defaults: { compatibility: FULL_TRANSITIVE }
                types:
                  Money: { owner: bench }
                topics:
                """);
        write(schemas.resolve("types/Money/v1.avsc"), MONEY);
        for (int event = 0; event < events; event++) {
            String topic = "topic" + event / EVENTS_PER_TOPIC;
            if (event % EVENTS_PER_TOPIC == 0) {
                contracts.append("  ").append(topic).append(":\n    owner: bench\n    events:\n");
            }
            String name = "Event" + event;
            contracts.append("      ").append(name).append(": { consumers: [reader] }\n");
            for (int version = 1; version <= versions; version++) {
                write(schemas.resolve(topic + "/" + name + "/v" + version + ".avsc"), schema(topic, name, version));
            }
        }
        write(schemas.resolve("contracts.yaml"), contracts.toString());
        System.out.println(events + " events with " + versions + " versions each are in " + schemas);
    }

    private static final String MONEY =
            """
            {"type": "record", "name": "Money", "namespace": "large.types", "doc": "An amount.", "fields": [
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}, "doc": "How much."}
            ]}
            """;

    private static String schema(String topic, String name, int version) {
        StringBuilder text = new StringBuilder()
                .append("{\"type\": \"record\", \"name\": \"")
                .append(name)
                .append("\", \"namespace\": \"large.")
                .append(topic)
                .append("\", \"doc\": \"An event.\", \"fields\": [\n");
        text.append("  {\"name\": \"id\", \"type\": {\"type\": \"string\", \"logicalType\": \"uuid\"}, \"doc\": \"The key.\"},\n");
        text.append("  {\"name\": \"happenedAt\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}, \"doc\": \"When.\"},\n");
        text.append("  {\"name\": \"price\", \"type\": \"large.types.Money\", \"doc\": \"What it costs.\"},\n");
        text.append("  {\"name\": \"lines\", \"type\": {\"type\": \"array\", \"items\": \"string\"}, \"doc\": \"What was bought.\"}");
        for (int field = 2; field <= version; field++) {
            text.append(",\n  {\"name\": \"note").append(field);
            text.append("\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"Said in version ").append(field);
            text.append(".\"}");
        }
        return text.append("\n]}\n").toString();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
