/**
 * What is loaded into a process to have it stop at a fail point; start at {@link
 * jobplatform.faults.agent.FailPointAgent}.
 */
@NullMarked
package jobplatform.faults.agent;

import org.jspecify.annotations.NullMarked;
