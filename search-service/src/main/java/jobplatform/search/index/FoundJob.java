package jobplatform.search.index;

import jobplatform.search.readmodel.OpenJob;

/**
 * A job that was found.
 *
 * @param job the job
 * @param title its title in HTML, with what was found in {@code <em>}
 * @param excerpt what of its description was found, in the same way; its beginning, when nothing was found there
 */
public record FoundJob(OpenJob job, String title, String excerpt) {}
