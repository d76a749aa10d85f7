/** Tests of what listeners decide; start at {@link dev.avenant.messaging.internal.listener.PollListenerTest}. */
@NullMarked
package dev.avenant.messaging.internal.listener;

import org.jspecify.annotations.NullMarked;
