/** Dead letters found, explained, replayed and dropped; start at {@link dev.avenant.operations.letters.LetterScan}. */
@NullMarked
package dev.avenant.operations.letters;

import org.jspecify.annotations.NullMarked;
