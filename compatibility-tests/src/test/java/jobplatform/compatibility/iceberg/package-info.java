/**
 * Evidence that the rules for tables are Iceberg's own; start from
 * {@link jobplatform.compatibility.iceberg.IcebergEvolutionTest}.
 */
@NullMarked
package jobplatform.compatibility.iceberg;

import org.jspecify.annotations.NullMarked;
