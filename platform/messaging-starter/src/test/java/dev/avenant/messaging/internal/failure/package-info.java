/** Tests of what becomes of a record that failed; start at {@link dev.avenant.messaging.internal.failure.FailureClassifierTest}. */
@NullMarked
package dev.avenant.messaging.internal.failure;

import org.jspecify.annotations.NullMarked;
