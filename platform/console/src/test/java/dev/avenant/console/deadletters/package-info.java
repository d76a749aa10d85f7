/** What is known of dead letters and done with them; start at {@link dev.avenant.console.deadletters.LetterJobsTest}. */
@NullMarked
package dev.avenant.console.deadletters;

import org.jspecify.annotations.NullMarked;
