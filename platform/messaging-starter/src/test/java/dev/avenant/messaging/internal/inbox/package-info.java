/** Tests of what is known already; start at {@link dev.avenant.messaging.internal.inbox.InboxTest}. */
@NullMarked
package dev.avenant.messaging.internal.inbox;

import org.jspecify.annotations.NullMarked;
