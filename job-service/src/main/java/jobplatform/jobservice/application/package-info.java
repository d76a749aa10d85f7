/** The applications for jobs; start at {@link jobplatform.jobservice.application.JobApplications}. */
@NullMarked
package jobplatform.jobservice.application;

import org.jspecify.annotations.NullMarked;
