package jobplatform.user.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user is told, as it is answered.
 *
 * @param id identifies it
 * @param kind what it tells
 * @param applicationId the application that it is about
 * @param jobId the job that the application is for
 * @param jobTitle the job's title when the application arrived
 * @param createdAt when the event came
 * @param readAt when the user read it first, null until then
 * @param position grows from notice to notice of a user, from 1
 */
public record Notice(
        UUID id,
        NoticeKind kind,
        UUID applicationId,
        UUID jobId,
        String jobTitle,
        Instant createdAt,
        @Nullable Instant readAt,
        long position) {}
