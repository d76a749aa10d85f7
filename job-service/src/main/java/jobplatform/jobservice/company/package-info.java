/** The companies that offer jobs; start at {@link jobplatform.jobservice.company.CompanyProfiles}. */
@NullMarked
package jobplatform.jobservice.company;

import org.jspecify.annotations.NullMarked;
