/** How Java objects hold Avro values; start at {@link dev.avenant.serde.internal.conversion.DataModels}. */
@NullMarked
package dev.avenant.serde.internal.conversion;

import org.jspecify.annotations.NullMarked;
