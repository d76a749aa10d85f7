/** The commands around the local stack, for the tree of {@code avenant}; start at {@link dev.avenant.stack.command.UpCommand}. */
@NullMarked
package dev.avenant.stack.command;

import org.jspecify.annotations.NullMarked;
