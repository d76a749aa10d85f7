/** The production-like set: its compose file, and the contracts against Confluent's own images; start at {@link jobplatform.containers.ComposeFileTest}. */
@NullMarked
package jobplatform.containers;

import org.jspecify.annotations.NullMarked;
