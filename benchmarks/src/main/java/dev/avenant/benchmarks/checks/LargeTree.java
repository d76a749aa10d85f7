package dev.avenant.benchmarks.checks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a large tree of contracts: events of fifteen fields and more, each version of which adds a field. Run it as
 * {@code LargeTree DIRECTORY [EVENTS] [VERSIONS]}; 1,000 events of 10 versions are made when nothing is said.
 */
public final class LargeTree {
    private static final int EVENTS_PER_TOPIC = 20;

    private LargeTree() {}

    /** Writes the tree; the directory must not exist yet. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("Usage: LargeTree DIRECTORY [EVENTS] [VERSIONS]");
            System.exit(2);
        }
        Path directory = Path.of(arguments[0]);
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int versions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        write(directory, events, versions);
        PrintStream out = System.out;
        out.println(events * versions + " schemas in " + directory);
    }

    /** Writes a tree. */
    public static void write(Path directory, int events, int versions) throws IOException {
        Files.createDirectories(directory);
        StringBuilder contracts =
                new StringBuilder("namespace: load\n\ndefaults:\n  compatibility: FULL_TRANSITIVE\n\n");
        contracts.append("types:\n  Money: { owner: sales }\n\ntopics:\n");
        Path type = directory.resolve("types/Money");
        Files.createDirectories(type);
        Files.writeString(type.resolve("v1.avsc"), """
                {"type": "record", "namespace": "load.types", "name": "Money", "doc": "A sum.", "fields": [
                  {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}, "doc": "It."},
                  {"name": "currency", "type": "string", "doc": "ISO 4217."}
                ]}
                """);
        for (int event = 0; event < events; event++) {
            int topic = event / EVENTS_PER_TOPIC;
            if (event % EVENTS_PER_TOPIC == 0) {
                contracts
                        .append("  topic")
                        .append(topic)
                        .append(":\n    owner: sales\n    key: { type: string, meaning: id }\n    partitions: 1\n")
                        .append("    producers: [sales]\n    events:\n");
            }
            contracts.append("      Event").append(event).append(": { consumers: [billing] }\n");
            Path folder = directory.resolve("topic" + topic + "/Event" + event);
            Files.createDirectories(folder);
            for (int version = 1; version <= versions; version++) {
                Files.writeString(folder.resolve("v" + version + ".avsc"), schema(topic, event, version));
            }
        }
        Files.write(directory.resolve("contracts.yaml"), contracts.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One version of an event. */
    public static String schema(int topic, int event, int version) {
        StringBuilder json = new StringBuilder("{\"type\": \"record\", \"namespace\": \"load.topic");
        json.append(topic).append("\", \"name\": \"Event").append(event);
        json.append("\", \"doc\": \"Something happened.\", \"fields\": [\n");
        json.append(
                "  {\"name\": \"id\", \"type\": {\"type\": \"string\", \"logicalType\": \"uuid\"}, \"doc\": \"It.\"},\n");
        json.append(
                "  {\"name\": \"happenedAt\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"},");
        json.append(" \"doc\": \"When.\"},\n");
        json.append("  {\"name\": \"kind\", \"type\": {\"type\": \"enum\", \"name\": \"Kind")
                .append(event);
        json.append(
                "\", \"doc\": \"Which.\", \"symbols\": [\"UNKNOWN\", \"A\", \"B\"], \"default\": \"UNKNOWN\"}, \"doc\": \"Which.\"},\n");
        json.append(
                "  {\"name\": \"total\", \"type\": [\"null\", \"load.types.Money\"], \"doc\": \"How much.\", \"default\": null},\n");
        json.append(
                "  {\"name\": \"lines\", \"type\": {\"type\": \"array\", \"items\": {\"type\": \"record\", \"name\": \"Line");
        json.append(event)
                .append(
                        "\", \"doc\": \"A line.\", \"fields\": [{\"name\": \"text\", \"type\": \"string\", \"doc\": \"It.\"},");
        json.append(
                " {\"name\": \"count\", \"type\": \"int\", \"doc\": \"It.\"}]}}, \"doc\": \"Lines.\", \"default\": []},\n");
        for (int field = 0; field < 9; field++) {
            json.append("  {\"name\": \"part").append(field).append("\", \"type\": \"string\", \"doc\": \"Part ");
            json.append(field).append(".\"},\n");
        }
        for (int added = 2; added <= version; added++) {
            json.append("  {\"name\": \"added").append(added);
            json.append("\", \"type\": [\"null\", \"string\"], \"doc\": \"Since ")
                    .append(added)
                    .append(".\", \"default\": null},\n");
        }
        return json.append(
                        "  {\"name\": \"last\", \"type\": \"boolean\", \"doc\": \"The end.\", \"default\": false}\n]}\n")
                .toString();
    }
}
