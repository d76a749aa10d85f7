/** Avro's binary encoding; it knows neither registries nor Kafka; start at {@link dev.avenant.serde.internal.codec.RecordCodec}. */
@NullMarked
package dev.avenant.serde.internal.codec;

import org.jspecify.annotations.NullMarked;
