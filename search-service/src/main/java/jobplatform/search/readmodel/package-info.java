/** What the events said of each job, kept in the database; start at {@link jobplatform.search.readmodel.JobReadModel}. */
@NullMarked
package jobplatform.search.readmodel;

import org.jspecify.annotations.NullMarked;
