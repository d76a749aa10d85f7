/** Events that people write by hand, by forms that are made of schemas; start at {@link EventProduction}. */
@NullMarked
package dev.avenant.console.produce;

import org.jspecify.annotations.NullMarked;
