/** What {@code contracts.yaml} says; start from {@link dev.avenant.contracts.config.ContractsConfig}. */
@NullMarked
package dev.avenant.contracts.config;

import org.jspecify.annotations.NullMarked;
