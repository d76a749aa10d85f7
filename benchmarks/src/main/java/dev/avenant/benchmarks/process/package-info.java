/** What Linux says of processes; start at {@link dev.avenant.benchmarks.process.LinuxProcesses}. */
@NullMarked
package dev.avenant.benchmarks.process;

import org.jspecify.annotations.NullMarked;
