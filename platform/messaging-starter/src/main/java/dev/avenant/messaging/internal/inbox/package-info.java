/**
 * Which messages took effect already, in the service's database, and what tells one from another; not an API. Start at {@link
 * dev.avenant.messaging.internal.inbox.Inbox}.
 */
@NullMarked
package dev.avenant.messaging.internal.inbox;

import org.jspecify.annotations.NullMarked;
