/**
 * How a schema may change when its records are written to Apache Iceberg tables; start from
 * {@link dev.avenant.compatibility.iceberg.IcebergEvolution}.
 */
@NullMarked
package dev.avenant.compatibility.iceberg;

import org.jspecify.annotations.NullMarked;
