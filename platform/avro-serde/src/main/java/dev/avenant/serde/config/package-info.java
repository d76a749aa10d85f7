/** The settings of the serializer and the deserializer; start at {@link dev.avenant.serde.config.KafkaAvroSerdeConfig}. */
@NullMarked
package dev.avenant.serde.config;

import org.jspecify.annotations.NullMarked;
