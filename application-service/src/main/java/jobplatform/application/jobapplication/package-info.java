/** Applications and what becomes of them; start at {@link jobplatform.application.jobapplication.JobApplications}. */
@NullMarked
package jobplatform.application.jobapplication;

import org.jspecify.annotations.NullMarked;
