/**
 * The test vectors of {@code vectors/}, replayed and made into the table of what readers do; start from
 * {@link jobplatform.compatibility.readers.Vector}.
 */
@NullMarked
package jobplatform.compatibility.readers;

import org.jspecify.annotations.NullMarked;
