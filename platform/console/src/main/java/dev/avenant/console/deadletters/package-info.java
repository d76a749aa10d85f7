/** What lies in the dead-letter topics; start at {@link dev.avenant.console.deadletters.DeadLetters}. */
@NullMarked
package dev.avenant.console.deadletters;

import org.jspecify.annotations.NullMarked;
