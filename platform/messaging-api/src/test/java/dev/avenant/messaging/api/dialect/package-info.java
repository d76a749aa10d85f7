/** Tests of dead letters in all dialects. */
@NullMarked
package dev.avenant.messaging.api.dialect;

import org.jspecify.annotations.NullMarked;
