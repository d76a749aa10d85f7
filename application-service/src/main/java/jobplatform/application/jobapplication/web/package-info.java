/** Applications over HTTP; start at {@link jobplatform.application.jobapplication.web.ApplicationController}. */
@NullMarked
package jobplatform.application.jobapplication.web;

import org.jspecify.annotations.NullMarked;
