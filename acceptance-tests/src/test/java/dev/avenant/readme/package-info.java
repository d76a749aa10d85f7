/** Every command of the README, run as it stands there; start at {@link dev.avenant.readme.ReadmeIT}. */
@NullMarked
package dev.avenant.readme;

import org.jspecify.annotations.NullMarked;
