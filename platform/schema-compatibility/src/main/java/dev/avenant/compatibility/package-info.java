/**
 * Whether data written with one Avro schema keeps its value when it is read with another; start from
 * {@link dev.avenant.compatibility.SchemaComparison}.
 */
@NullMarked
package dev.avenant.compatibility;

import org.jspecify.annotations.NullMarked;
