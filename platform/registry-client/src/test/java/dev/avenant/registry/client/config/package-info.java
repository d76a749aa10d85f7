/** What the settings mean; start at {@link dev.avenant.registry.client.config.RegistryClientConfigTest}. */
@NullMarked
package dev.avenant.registry.client.config;

import org.jspecify.annotations.NullMarked;
