/**
 * What everybody who writes or reads dead letters and events agrees on, without Spring; start at {@link
 * dev.avenant.messaging.api.DeadLetter}, and at {@link dev.avenant.messaging.api.TopicReader} to read them.
 */
@NullMarked
package dev.avenant.messaging.api;

import org.jspecify.annotations.NullMarked;
