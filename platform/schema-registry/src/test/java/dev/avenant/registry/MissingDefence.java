package dev.avenant.registry;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.KafkaLog;
import dev.avenant.registry.log.KafkaLogSettings;
import dev.avenant.registry.log.RegistryLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;

/** What a registry leaves out of what keeps its log consistent, so that a test can show that it would see that. */
enum MissingDefence {
    NONE {
        @Override
        RegistryLog log(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics) {
            return new KafkaLog(SchemaRegistry.logSettings(config, metrics), faults);
        }
    },
    /** A leader that was superseded is not refused by the broker. */
    FENCING {
        @Override
        RegistryLog log(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics) {
            KafkaLogSettings settings = SchemaRegistry.logSettings(config, metrics);
            return new UnfencedLog(NONE.log(config, faults, metrics), settings.bootstrapServers(), settings.topic());
        }
    },
    /** A write is answered before the registry has read it. */
    READ_BACK {
        @Override
        RegistryLog log(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics) {
            return new LaggingLog(NONE.log(config, faults, metrics), Duration.ofMillis(500), false, true);
        }
    },
    /** A new leader writes before it has read what others wrote before. */
    READING_ON_LEADERSHIP {
        @Override
        RegistryLog log(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics) {
            return new LaggingLog(NONE.log(config, faults, metrics), Duration.ofSeconds(15), true, false);
        }
    };

    abstract RegistryLog log(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics);
}
