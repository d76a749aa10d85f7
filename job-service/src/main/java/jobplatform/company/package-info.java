/** The companies that offer jobs; start at {@link jobplatform.company.CompanyProfiles}. */
@NullMarked
package jobplatform.company;

import org.jspecify.annotations.NullMarked;
