/** Which build this is; start from {@link dev.avenant.build.BuildVersion}. */
@NullMarked
package dev.avenant.build;

import org.jspecify.annotations.NullMarked;
