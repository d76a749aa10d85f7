/** What a service lets others do with its listeners; start at {@link dev.avenant.messaging.internal.control.ListenersEndpoint}. */
@NullMarked
package dev.avenant.messaging.internal.control;

import org.jspecify.annotations.NullMarked;
