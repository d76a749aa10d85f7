/**
 * Which dead letters there are and what became of them, in the service's database; not an API. Start at {@link
 * dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint}.
 */
@NullMarked
package dev.avenant.messaging.internal.deadletters;

import org.jspecify.annotations.NullMarked;
