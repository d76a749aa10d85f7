/** The whole platform as local processes, without Docker; start at {@link dev.avenant.stack.LocalStack}. */
@NullMarked
package dev.avenant.stack;

import org.jspecify.annotations.NullMarked;
