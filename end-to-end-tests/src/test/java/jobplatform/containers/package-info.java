/** What Prometheus and Grafana of the compose set look at; start at {@link jobplatform.containers.MonitoringTest}. */
@NullMarked
package jobplatform.containers;

import org.jspecify.annotations.NullMarked;
