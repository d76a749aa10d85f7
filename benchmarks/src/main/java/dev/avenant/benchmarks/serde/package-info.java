/**
 * How fast records are written and read; start at {@link dev.avenant.benchmarks.serde.SerdeBenchmark}.
 */
@NullMarked
package dev.avenant.benchmarks.serde;

import org.jspecify.annotations.NullMarked;
