package dev.avenant.registry.log;

import org.jspecify.annotations.Nullable;

/**
 * What locks the keys that sensitive metadata is encrypted with.
 *
 * @param topic the compacted topic that keeps the keys
 * @param secret what locks them from now on
 * @param oldSecret what may have locked them before; null when they are locked with no other one
 */
public record MetadataSecrets(
        String topic, String secret, @Nullable String oldSecret) {

    /** Without the secrets, so that none gets into a log. */
    @Override
    public String toString() {
        return "MetadataSecrets[topic=" + topic + "]";
    }
}
