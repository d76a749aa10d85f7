/** Tests against a real broker; start at {@link dev.avenant.messaging.api.TopicReaderTest}. */
@NullMarked
package dev.avenant.messaging.api;

import org.jspecify.annotations.NullMarked;
