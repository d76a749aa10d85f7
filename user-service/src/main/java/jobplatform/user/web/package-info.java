/** Users over HTTP; start at {@link jobplatform.user.web.UserController}. */
@NullMarked
package jobplatform.user.web;

import org.jspecify.annotations.NullMarked;
