/** Applications over HTTP; start at {@link jobplatform.jobservice.application.web.ApplicationController}. */
@NullMarked
package jobplatform.jobservice.application.web;

import org.jspecify.annotations.NullMarked;
