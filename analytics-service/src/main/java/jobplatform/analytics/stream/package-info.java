/** The stream that counts; start at {@link jobplatform.analytics.stream.FigureTopology}. */
@NullMarked
package jobplatform.analytics.stream;

import org.jspecify.annotations.NullMarked;
