/** The trail over HTTP; start at {@link jobplatform.analytics.trail.web.TrailController}. */
@NullMarked
package jobplatform.analytics.trail.web;

import org.jspecify.annotations.NullMarked;
