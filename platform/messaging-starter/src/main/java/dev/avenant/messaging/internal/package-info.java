/**
 * What the outbox and the listeners share; not an API. Start at {@link dev.avenant.messaging.internal.Envelope}.
 */
@NullMarked
package dev.avenant.messaging.internal;

import org.jspecify.annotations.NullMarked;
