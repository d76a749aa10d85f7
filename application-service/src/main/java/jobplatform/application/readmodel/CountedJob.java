package jobplatform.application.readmodel;

/**
 * A job for which an application was counted.
 *
 * @param job the job
 * @param applicationCount how many applications it has received, that one included
 */
public record CountedJob(KnownJob job, int applicationCount) {}
