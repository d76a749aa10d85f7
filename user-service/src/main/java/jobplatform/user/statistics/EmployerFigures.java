package jobplatform.user.statistics;

import java.util.UUID;

/**
 * What an employer has posted and received so far.
 *
 * @param employerId the employer
 * @param jobsPosted all jobs ever posted, those that were removed included
 * @param jobsOpen those that take applications now
 * @param jobsClosed those that were closed and not removed
 * @param applicationsReceived the applications for all of them
 */
public record EmployerFigures(
        UUID employerId, long jobsPosted, long jobsOpen, long jobsClosed, long applicationsReceived) {}
