/**
 * What becomes of writes while processes die; start at {@link jobplatform.faults.CrashMatrixIT}. The words are those of
 * Jepsen's workload for Kafka.
 */
@NullMarked
package jobplatform.faults;

import org.jspecify.annotations.NullMarked;
