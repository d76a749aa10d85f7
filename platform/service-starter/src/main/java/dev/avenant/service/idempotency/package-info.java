/** The header {@code Idempotency-Key}: a request that is sent again is answered again and has no second effect. */
@NullMarked
package dev.avenant.service.idempotency;

import org.jspecify.annotations.NullMarked;
