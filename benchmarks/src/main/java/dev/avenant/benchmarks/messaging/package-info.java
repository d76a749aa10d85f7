/** Load on the messaging starter, beside what does without it; start at {@link dev.avenant.benchmarks.messaging.OutboxLoad}. */
@NullMarked
package dev.avenant.benchmarks.messaging;

import org.jspecify.annotations.NullMarked;
