/**
 * Dead letters of other libraries than this one: who wrote them, what they say, and what became of them; start at {@link
 * dev.avenant.messaging.api.dialect.Letter}.
 */
@NullMarked
package dev.avenant.messaging.api.dialect;

import org.jspecify.annotations.NullMarked;
