/** The jobs and how they are posted, edited, opened, closed and removed; start at {@link jobplatform.job.JobBoard}. */
@NullMarked
package jobplatform.job;

import org.jspecify.annotations.NullMarked;
