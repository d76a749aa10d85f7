/** Tests of what a service knows of its dead letters; start at {@link dev.avenant.messaging.internal.deadletters.ReplaysTest}. */
@NullMarked
package dev.avenant.messaging.internal.deadletters;

import org.jspecify.annotations.NullMarked;
