/**
 * A schema registry inside a Spring test; start at {@link dev.avenant.messaging.testing.AutoConfigureSchemaRegistry}.
 */
@NullMarked
package dev.avenant.messaging.testing;

import org.jspecify.annotations.NullMarked;
