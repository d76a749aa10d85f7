/** A real single-node Kafka broker inside the JVM; start at {@link dev.avenant.kafka.embedded.KafkaBroker}. */
@NullMarked
package dev.avenant.kafka.embedded;

import org.jspecify.annotations.NullMarked;
