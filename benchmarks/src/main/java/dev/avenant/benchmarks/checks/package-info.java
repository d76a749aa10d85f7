/** How fast schemas are compared; start from {@link dev.avenant.benchmarks.checks.PairCheckBenchmark}. */
@NullMarked
package dev.avenant.benchmarks.checks;

import org.jspecify.annotations.NullMarked;
