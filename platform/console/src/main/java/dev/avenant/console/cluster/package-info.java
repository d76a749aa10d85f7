/** The clusters that the console looks at, each with beans of its own: start with {@link dev.avenant.console.cluster.Clusters}. */
@NullMarked
package dev.avenant.console.cluster;

import org.jspecify.annotations.NullMarked;
