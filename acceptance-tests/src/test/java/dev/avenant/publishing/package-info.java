/** What others get from a Maven repository; {@link dev.avenant.publishing.PublishingIT} publishes and uses it. */
@NullMarked
package dev.avenant.publishing;

import org.jspecify.annotations.NullMarked;
