/** The hashes of passwords that the settings may have. */
@NullMarked
package dev.avenant.console.password;

import org.jspecify.annotations.NullMarked;
