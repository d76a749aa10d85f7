/** Tests that drive the relay by hand; start at {@link dev.avenant.messaging.internal.outbox.TopicRelayTest}. */
@NullMarked
package dev.avenant.messaging.internal.outbox;

import org.jspecify.annotations.NullMarked;
