/** The service: what it is made of and which events it follows; start at {@link jobplatform.analytics.AnalyticsServiceApplication}. */
@NullMarked
package jobplatform.analytics;

import org.jspecify.annotations.NullMarked;
