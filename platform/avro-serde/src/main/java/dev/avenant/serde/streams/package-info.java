/**
 * Serdes for Kafka Streams; start at {@link dev.avenant.serde.streams.SpecificAvroSerde} for generated classes.
 */
@NullMarked
package dev.avenant.serde.streams;

import org.jspecify.annotations.NullMarked;
