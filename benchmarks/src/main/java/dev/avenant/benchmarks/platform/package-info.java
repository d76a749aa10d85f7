/** Measures the job platform on a running stack; start at {@link dev.avenant.benchmarks.platform.PlatformLoad}. */
@NullMarked
package dev.avenant.benchmarks.platform;

import org.jspecify.annotations.NullMarked;
