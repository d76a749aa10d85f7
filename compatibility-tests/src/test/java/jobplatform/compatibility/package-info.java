/**
 * Evidence that the gate is right: every pair of versions is written and read with real bytes; start from
 * {@link jobplatform.compatibility.VersionPairsTest}.
 */
@NullMarked
package jobplatform.compatibility;

import org.jspecify.annotations.NullMarked;
