/** What users are told in the application, from events; start at {@link jobplatform.user.notice.Notices}. */
@NullMarked
package jobplatform.user.notice;

import org.jspecify.annotations.NullMarked;
