/** The users of the job platform and their profiles; start at {@link jobplatform.user.UserAccounts}. */
@NullMarked
package jobplatform.user;

import org.jspecify.annotations.NullMarked;
