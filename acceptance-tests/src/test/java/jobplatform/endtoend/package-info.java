/** What of the whole platform needs the console besides; start at {@link jobplatform.endtoend.ConsolePauseIT}. */
@NullMarked
package jobplatform.endtoend;

import org.jspecify.annotations.NullMarked;
