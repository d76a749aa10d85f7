/**
 * What becomes of a record that failed: what its failure means, when it is tried again, when the subscription stops, and its
 * dead letter; not an API. Start at {@link dev.avenant.messaging.internal.failure.FailureHandler}.
 */
@NullMarked
package dev.avenant.messaging.internal.failure;

import org.jspecify.annotations.NullMarked;
