package dev.avenant.registry.log;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sensitive metadata off the log in plain text.
 *
 * <p>Keys are made, and changed with the secret, only by who has the right to write, before it writes anything else; so
 * records never wait for keys, and no registry replaces keys that another one has used. A reader that meets a record of keys
 * that it does not know looks for newer ones. Where there are none, the record is left as it lies in the log, and said so:
 * its schema is worth more than its secrets.
 */
final class MetadataEncryption implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataEncryption.class);

    private final KeysetTopic topic;
    private volatile @Nullable Aead key;

    MetadataEncryption(KeysetTopic topic) {
        this.topic = topic;
    }

    /** Appends a record to the topic of the keyset, for good, and gives its offset. */
    interface KeysetWriter {
        long write(LogRecord keyset);
    }

    /** The topic of the keyset. */
    String topic() {
        return topic.name();
    }

    /** Reads the keyset, if there is one yet; throws as {@link KeysetTopic#read} does. */
    void start() {
        use(topic.read());
    }

    /** Sees to it that there are keys, and that the present secret locks them; for who has the right to write. */
    void prepare(KeysetWriter writer) {
        try {
            KeysetLock.Unlocked held = topic.read();
            if (held == null || held.withOldSecret()) {
                held = topic.readPast(writer.write(topic.record(held == null ? generated() : rotated(held.keyset()))));
                LOG.info("Sensitive metadata is encrypted with new keys from now on");
            }
            use(held);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Keys for AES-GCM can always be made", impossible);
        }
    }

    private static KeysetHandle generated() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM, RegistryConfiguration.get());
    }

    /** With another key for what is encrypted from now on, and those that there were for what is there. */
    private static KeysetHandle rotated(KeysetHandle keyset) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES128_GCM)
                        .setStatus(KeyStatus.ENABLED)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    private void use(KeysetLock.@Nullable Unlocked held) {
        try {
            key = held == null ? null : held.keyset().getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException otherKeys) {
            throw new IllegalStateException("The keyset for sensitive metadata is not one of AEAD keys", otherKeys);
        }
    }

    /** What is to be written for records. */
    List<LogRecord> encrypted(List<LogRecord> records) {
        Aead known = key;
        if (known == null) {
            throw new LogUnavailableException("There are no keys yet to encrypt sensitive metadata with");
        }
        List<LogRecord> encrypted = new ArrayList<>();
        try {
            for (LogRecord record : records) {
                encrypted.add(SensitiveMetadata.encrypted(record, known));
            }
        } catch (GeneralSecurityException failed) {
            throw new LogUnavailableException("Sensitive metadata could not be encrypted", failed);
        }
        return encrypted;
    }

    /** What a record says that was read at an offset. */
    LogRecord decrypted(LogRecord record, long offset) {
        if (!SensitiveMetadata.isEncrypted(record)) {
            return record;
        }
        try {
            return decrypted(record);
        } catch (GeneralSecurityException | LockedKeysetException otherKeys) {
            LOG.error(
                    "The sensitive metadata of the record {} at offset {} cannot be decrypted, and is shown as it lies in"
                            + " the log: {}",
                    record.key(),
                    offset,
                    otherKeys.getMessage());
            return record;
        }
    }

    private LogRecord decrypted(LogRecord record) throws GeneralSecurityException {
        Aead known = key;
        if (known != null) {
            try {
                return SensitiveMetadata.decrypted(record, known);
            } catch (GeneralSecurityException perhapsNewer) {
                // The keys may have changed since they were read.
            }
        }
        use(topic.read());
        known = key;
        if (known == null) {
            throw new GeneralSecurityException(topic.name() + " holds no keys");
        }
        return SensitiveMetadata.decrypted(record, known);
    }

    @Override
    public void close() {
        topic.close();
    }
}
