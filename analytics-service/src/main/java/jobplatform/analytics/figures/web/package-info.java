/** The figures over HTTP; start at {@link jobplatform.analytics.figures.web.FigureController}. */
@NullMarked
package jobplatform.analytics.figures.web;

import org.jspecify.annotations.NullMarked;
