/**
 * Events out through a transactional outbox and in through an inbox, over Kafka; start at {@link
 * dev.avenant.messaging.Outbox} to publish and at {@link dev.avenant.messaging.Subscription} to listen.
 */
@NullMarked
package dev.avenant.messaging;

import org.jspecify.annotations.NullMarked;
