/**
 * Services on a real broker, a real database and a real registry; start at {@link
 * dev.avenant.messaging.MessagingStack}.
 */
@NullMarked
package dev.avenant.messaging;

import org.jspecify.annotations.NullMarked;
