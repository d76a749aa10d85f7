/** The archives that are downloaded; {@link dev.avenant.distribution.DistributionIT} unpacks and uses one. */
@NullMarked
package dev.avenant.distribution;

import org.jspecify.annotations.NullMarked;
