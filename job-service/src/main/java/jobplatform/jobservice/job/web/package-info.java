/** Jobs over HTTP; start at {@link jobplatform.jobservice.job.web.JobController}. */
@NullMarked
package jobplatform.jobservice.job.web;

import org.jspecify.annotations.NullMarked;
