/** What Kafka says of topics beside their records; start at {@link dev.avenant.operations.topics.TopicState}. */
@NullMarked
package dev.avenant.operations.topics;

import org.jspecify.annotations.NullMarked;
