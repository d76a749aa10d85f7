/** Notices as a live stream of server-sent events; start at {@link jobplatform.user.notice.stream.NoticeStreams}. */
@NullMarked
package jobplatform.user.notice.stream;

import org.jspecify.annotations.NullMarked;
