/** Companies over HTTP; start at {@link jobplatform.company.web.CompanyController}. */
@NullMarked
package jobplatform.company.web;

import org.jspecify.annotations.NullMarked;
