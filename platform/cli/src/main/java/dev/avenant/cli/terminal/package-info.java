/** What a person sees and says: output, formats, times, exit codes and failures. */
@NullMarked
package dev.avenant.cli.terminal;

import org.jspecify.annotations.NullMarked;
