/** The Maven wrapper on machines that lack one tool or another; {@link dev.avenant.wrapper.MavenWrapperTest} runs it. */
@NullMarked
package dev.avenant.wrapper;

import org.jspecify.annotations.NullMarked;
