/** Every event of an aggregate, and its state at any time; start at {@link jobplatform.analytics.trail.Trail}. */
@NullMarked
package jobplatform.analytics.trail;

import org.jspecify.annotations.NullMarked;
