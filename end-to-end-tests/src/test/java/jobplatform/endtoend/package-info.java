/** The whole platform as separate processes, from HTTP to HTTP; start at {@link jobplatform.endtoend.MainFlowIT}. */
@NullMarked
package jobplatform.endtoend;

import org.jspecify.annotations.NullMarked;
