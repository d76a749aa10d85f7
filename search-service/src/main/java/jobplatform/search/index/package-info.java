/** The full-text index of the open jobs, which follows the read model; start at {@link jobplatform.search.index.JobSearch}. */
@NullMarked
package jobplatform.search.index;

import org.jspecify.annotations.NullMarked;
