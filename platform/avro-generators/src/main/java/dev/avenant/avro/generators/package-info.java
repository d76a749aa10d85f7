/**
 * Random Avro schemas and values, the same for the same seed, for tests alone; start at
 * {@link dev.avenant.avro.generators.RandomSchemas}.
 */
@NullMarked
package dev.avenant.avro.generators;

import org.jspecify.annotations.NullMarked;
