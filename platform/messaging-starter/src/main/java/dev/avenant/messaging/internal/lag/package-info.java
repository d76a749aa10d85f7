/** How far the consumers of a service are behind their topics; not an API. Start at {@link dev.avenant.messaging.internal.lag.ConsumerLag}. */
@NullMarked
package dev.avenant.messaging.internal.lag;

import org.jspecify.annotations.NullMarked;
