package dev.avenant.contracts.config;

import dev.avenant.compatibility.readers.DeclaredReaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reads the events: the Avro implementations of the services, and the tables that topics are written to.
 *
 * @param byDefault of services that name none
 * @param byService what a service names instead
 * @param tableFormats the formats of the tables that every topic is written to
 * @param tableFormatsByTopic what a topic names instead
 */
public record ReaderContracts(
        DeclaredReaders byDefault,
        Map<String, DeclaredReaders> byService,
        Set<TableFormat> tableFormats,
        Map<String, Set<TableFormat>> tableFormatsByTopic) {
    /** A table format with rules of its own for how a schema may change. */
    public enum TableFormat {
        ICEBERG
    }

    public ReaderContracts {
        byService = Map.copyOf(byService);
        tableFormats = Set.copyOf(tableFormats);
        tableFormatsByTopic = Map.copyOf(tableFormatsByTopic);
    }

    /** Nothing is known: the Avro for Java of the gate itself reads, and no table. */
    public static ReaderContracts none() {
        return ofAll(DeclaredReaders.none(), Set.of());
    }

    /** The same for every service and topic. */
    public static ReaderContracts ofAll(DeclaredReaders readers, Set<TableFormat> tableFormats) {
        return new ReaderContracts(readers, Map.of(), tableFormats, Map.of());
    }

    /** The services by what they read with, in their order; one entry without services when there are none. */
    public Map<DeclaredReaders, List<String>> groups(List<String> services) {
        Map<DeclaredReaders, List<String>> groups = new LinkedHashMap<>();
        for (String service : services) {
            groups.computeIfAbsent(byService.getOrDefault(service, byDefault), readers -> new ArrayList<>())
                    .add(service);
        }
        return groups.isEmpty() ? Map.of(byDefault, List.of()) : groups;
    }

    /** The formats of the tables that a topic is written to. */
    public Set<TableFormat> tableFormatsOf(String topic) {
        return tableFormatsByTopic.getOrDefault(topic, tableFormats);
    }
}
