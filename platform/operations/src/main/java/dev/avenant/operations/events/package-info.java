/** Values of records, decoded with the schemas that they name; start at {@link dev.avenant.operations.events.WireFormat}. */
@NullMarked
package dev.avenant.operations.events;

import org.jspecify.annotations.NullMarked;
