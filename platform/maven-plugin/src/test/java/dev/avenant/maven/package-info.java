/** The goals as users meet them: in Maven processes, on projects that know nothing of this repository. */
@NullMarked
package dev.avenant.maven;

import org.jspecify.annotations.NullMarked;
