/** What the events say of users and jobs; start at {@link jobplatform.application.readmodel.KnownJobs}. */
@NullMarked
package jobplatform.application.readmodel;

import org.jspecify.annotations.NullMarked;
