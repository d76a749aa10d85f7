/** Notices over HTTP; start at {@link jobplatform.user.notice.web.NoticeController}. */
@NullMarked
package jobplatform.user.notice.web;

import org.jspecify.annotations.NullMarked;
