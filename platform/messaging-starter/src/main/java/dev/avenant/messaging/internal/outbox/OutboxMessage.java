package dev.avenant.messaging.internal.outbox;

import java.util.Map;

/**
 * An event as the outbox keeps it, byte for byte.
 *
 * @param id its {@code ce_id}
 */
record OutboxMessage(String id, String topic, byte[] key, byte[] payload, Map<String, byte[]> headers) {}
