package jobplatform.analytics.figures;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How figures are counted.
 *
 * @param stateDirectory where each process keeps its share of what it knows; made anew from Kafka when it is lost
 * @param partitions into how many shares the work is divided: as many threads can count at most. It cannot be changed once there
 *     are figures
 * @param threads how many threads of this process count
 * @param replicationFactor how many brokers hold what the stream keeps in Kafka; -1 for as many as the broker says
 * @param lateness how much older than the newest an event may be and still be counted; longer than topics keep their records
 * @param leastCount of how many people's doings at least everybody is told
 * @param memory how many bytes all of RocksDB takes in this process, its caches and what is not written yet
 */
@ConfigurationProperties("jobplatform.figures")
public record FigureProperties(
        Path stateDirectory,
        @DefaultValue("3") int partitions,
        @DefaultValue("1") int threads,
        @DefaultValue("-1") int replicationFactor,
        @DefaultValue("35d") Duration lateness,
        @DefaultValue("5") int leastCount,
        @DefaultValue("24MB") DataSize memory) {

    public FigureProperties {
        requireAtLeastOne("partitions", partitions);
        requireAtLeastOne("threads", threads);
        requireAtLeastOne("least-count", leastCount);
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("jobplatform.figures.lateness must not be negative but was " + lateness);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("jobplatform.figures." + name + " must be at least 1 but was " + value);
        }
    }
}
