/** Applications over HTTP; start at {@link jobplatform.application.web.ApplicationController}. */
@NullMarked
package jobplatform.application.web;

import org.jspecify.annotations.NullMarked;
