package dev.avenant.registry.log;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The level of the brokers' feature {@code transaction.version}. From level 2 on (KIP-890) a broker takes nothing that a
 * writer sent for a transaction that is over; below it, a delayed write can end up in a later transaction, or be lost.
 */
final class TransactionVersion {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionVersion.class);
    private static final String FEATURE = "transaction.version";
    private static final int SAFE = 2;

    private TransactionVersion() {}

    /**
     * Says once when the level is below 2, and how to raise it. Throws {@link TransactionVersionTooLowException} when it is
     * below {@code required}; 0 requires nothing.
     */
    static void check(Admin admin, String bootstrapServers, int required)
            throws ExecutionException, InterruptedException {
        int level = level(admin);
        String finding = "The brokers at " + bootstrapServers + " have " + FEATURE + "=" + level;
        String remedy = "Raise it, when every broker runs Kafka 4.0 or later, with: kafka-features.sh"
                + " --bootstrap-server " + bootstrapServers + " upgrade --feature " + FEATURE + "=" + SAFE;
        if (level < required) {
            throw new TransactionVersionTooLowException(
                    finding + ", but this registry is to have at least " + required + ". " + remedy);
        }
        if (level < SAFE) {
            LOG.warn(
                    "{}: a registration can be lost, or another one be torn, when a broker and the registry's leader fail"
                            + " together. {}",
                    finding,
                    remedy);
        }
    }

    private static int level(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return Optional.ofNullable(admin.describeFeatures()
                            .featureMetadata()
                            .get()
                            .finalizedFeatures()
                            .get(FEATURE))
                    .map(FinalizedVersionRange::maxVersionLevel)
                    .map(Short::intValue)
                    .orElse(0);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnsupportedVersionException) {
                return 0;
            }
            throw failed;
        }
    }
}
