/** What can run, and what a stack is started with; start at {@link dev.avenant.stack.config.StackDefinition}. */
@NullMarked
package dev.avenant.stack.config;

import org.jspecify.annotations.NullMarked;
