/** The figures as they are kept and asked for; start at {@link jobplatform.analytics.figures.FigureTable}. */
@NullMarked
package jobplatform.analytics.figures;

import org.jspecify.annotations.NullMarked;
