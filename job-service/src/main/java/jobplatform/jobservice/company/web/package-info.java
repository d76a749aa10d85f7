/** Companies over HTTP; start at {@link jobplatform.jobservice.company.web.CompanyController}. */
@NullMarked
package jobplatform.jobservice.company.web;

import org.jspecify.annotations.NullMarked;
