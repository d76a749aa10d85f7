/** With which registered schema a value is written; start at {@link dev.avenant.serde.internal.serialization.ResolvedWriterCache}. */
@NullMarked
package dev.avenant.serde.internal.serialization;

import org.jspecify.annotations.NullMarked;
