/** Which job suits whom; start at {@link jobplatform.notification.suggestion.JobSuggestions}. */
@NullMarked
package jobplatform.notification.suggestion;

import org.jspecify.annotations.NullMarked;
