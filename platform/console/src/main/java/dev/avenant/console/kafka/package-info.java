/** The connection to Kafka, and what is said when it does not answer. */
@NullMarked
package dev.avenant.console.kafka;

import org.jspecify.annotations.NullMarked;
