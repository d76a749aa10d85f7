/**
 * Avro records to Kafka bytes and back, in Confluent's wire format; start at {@link
 * dev.avenant.serde.KafkaAvroSerializer} and {@link dev.avenant.serde.KafkaAvroDeserializer}.
 */
@NullMarked
package dev.avenant.serde;

import org.jspecify.annotations.NullMarked;
