package dev.avenant.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.apache.kafka.connect.util.FutureCallback;

/** A worker of Kafka Connect in this JVM, as {@code connect-standalone} starts one but for its REST API. */
final class ConnectWorker implements AutoCloseable {
    private static final ConnectorClientConfigOverridePolicy ANY_SETTING = new AllConnectorClientConfigOverridePolicy();

    private final StandaloneHerder herder;

    /** @param folder where the worker keeps its file of offsets */
    ConnectWorker(String bootstrapServers, Path folder) {
        Map<String, String> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.converter",
                ByteArrayConverter.class.getName(),
                "value.converter",
                JsonConverter.class.getName(),
                "value.converter.schemas.enable",
                "false",
                "offset.storage.file.filename",
                folder.resolve("connect.offsets").toString(),
                "offset.flush.interval.ms",
                "200",
                "plugin.discovery",
                "service_load");
        Plugins plugins = new Plugins(settings);
        StandaloneConfig config = new StandaloneConfig(settings);
        FileOffsetBackingStore offsets = new FileOffsetBackingStore(
                plugins.newInternalConverter(true, JsonConverter.class.getName(), Map.of("schemas.enable", "false")));
        offsets.configure(config);
        herder = new StandaloneHerder(
                new Worker("worker", Time.SYSTEM, plugins, config, offsets, ANY_SETTING), "cluster", ANY_SETTING);
        herder.start();
    }

    /** Runs a {@link Warehouse} of that name, which has what it does not take written to the dead-letter topic. */
    void runWarehouse(String name, String topic, String deadLetterTopic) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name",
                name,
                "connector.class",
                Warehouse.class.getName(),
                "topics",
                topic,
                "consumer.override.auto.offset.reset",
                "earliest",
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                deadLetterTopic,
                "errors.deadletterqueue.context.headers.enable",
                "true"));
        FutureCallback<Herder.Created<ConnectorInfo>> created = new FutureCallback<>();
        herder.putConnectorConfig(name, settings, false, created);
        created.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        herder.stop();
    }

    /** A sink that takes the records whose field {@code item} it has a shelf for. */
    public static final class Warehouse extends SinkConnector {
        static final Set<Object> SHELVES = ConcurrentHashMap.newKeySet();

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public Class<? extends Task> taskClass() {
            return WarehouseTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int most) {
            return List.of(Map.of());
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public String version() {
            return "1";
        }
    }

    /** What the worker runs of it. */
    public static final class WarehouseTask extends SinkTask {

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void put(Collection<SinkRecord> records) {
            for (SinkRecord record : records) {
                Object item = ((Map<?, ?>) record.value()).get("item");
                if (!Warehouse.SHELVES.contains(item)) {
                    var unused = context.errantRecordReporter()
                            .report(record, new IllegalStateException("no shelf for " + item));
                }
            }
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
