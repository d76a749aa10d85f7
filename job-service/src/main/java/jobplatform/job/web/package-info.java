/** Jobs over HTTP; start at {@link jobplatform.job.web.JobController}. */
@NullMarked
package jobplatform.job.web;

import org.jspecify.annotations.NullMarked;
