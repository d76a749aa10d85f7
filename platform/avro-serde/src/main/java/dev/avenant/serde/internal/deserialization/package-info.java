/** With which schemas a record is read; start at {@link dev.avenant.serde.internal.deserialization.ResolvedReaderCache}. */
@NullMarked
package dev.avenant.serde.internal.deserialization;

import org.jspecify.annotations.NullMarked;
