/** What goes wrong, in the exception classes of Kafka that handlers know; start at {@link dev.avenant.serde.errors.SerdeFailure}. */
@NullMarked
package dev.avenant.serde.errors;

import org.jspecify.annotations.NullMarked;
