/**
 * What Spring Boot configures by itself, for others to order themselves after; start at {@link
 * dev.avenant.messaging.autoconfigure.MessagingAutoConfiguration}.
 */
@NullMarked
package dev.avenant.messaging.autoconfigure;

import org.jspecify.annotations.NullMarked;
