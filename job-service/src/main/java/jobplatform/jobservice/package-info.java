/** The service: what it is made of and which events it follows; start at {@link jobplatform.jobservice.JobServiceApplication}. */
@NullMarked
package jobplatform.jobservice;

import org.jspecify.annotations.NullMarked;
