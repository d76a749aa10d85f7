/** Tests against real HTTP servers; start at {@link dev.avenant.registry.client.HttpRegistryClientTest}. */
@NullMarked
package dev.avenant.registry.client;

import org.jspecify.annotations.NullMarked;
