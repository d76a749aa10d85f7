/** What employers have posted and received, kept from the job events; start at {@link jobplatform.user.statistics.EmployerStatistics}. */
@NullMarked
package jobplatform.user.statistics;

import org.jspecify.annotations.NullMarked;
