/**
 * Whether data written with one Avro schema keeps its value when it is read with another; start from
 * {@link dev.avenant.checks.SchemaComparison}.
 */
@NullMarked
package dev.avenant.checks;

import org.jspecify.annotations.NullMarked;
