/** What outbox and listeners both need; start at {@link dev.avenant.messaging.internal.StatementDataSourceTest}. */
@NullMarked
package dev.avenant.messaging.internal;

import org.jspecify.annotations.NullMarked;
