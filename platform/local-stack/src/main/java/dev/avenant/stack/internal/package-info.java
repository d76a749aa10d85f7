/** How the stack's processes are started, watched and remembered; start at {@link dev.avenant.stack.internal.ComponentFactory}. */
@NullMarked
package dev.avenant.stack.internal;

import org.jspecify.annotations.NullMarked;
