/** The commands around the local stack; start at {@link dev.avenant.stack.command.StackMain}. */
@NullMarked
package dev.avenant.stack.command;

import org.jspecify.annotations.NullMarked;
