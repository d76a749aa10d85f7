/** The jobs and how they are posted, edited, opened, closed and removed; start at {@link jobplatform.jobservice.job.JobBoard}. */
@NullMarked
package jobplatform.jobservice.job;

import org.jspecify.annotations.NullMarked;
