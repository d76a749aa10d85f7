/** The settings as they were given, checked against one another; start at {@link dev.avenant.serde.internal.config.SerdeConfig}. */
@NullMarked
package dev.avenant.serde.internal.config;

import org.jspecify.annotations.NullMarked;
