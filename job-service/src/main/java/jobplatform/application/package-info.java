/** The applications for jobs; start at {@link jobplatform.application.JobApplications}. */
@NullMarked
package jobplatform.application;

import org.jspecify.annotations.NullMarked;
