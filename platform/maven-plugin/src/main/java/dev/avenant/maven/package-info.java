/** The platform's commands as goals of Maven; start from {@link dev.avenant.maven.CheckMojo}. */
@NullMarked
package dev.avenant.maven;

import org.jspecify.annotations.NullMarked;
