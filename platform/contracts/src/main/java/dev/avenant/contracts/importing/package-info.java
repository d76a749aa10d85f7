/**
 * Makes contracts of what a registry or a folder of schemas holds; start from
 * {@link dev.avenant.contracts.importing.RegistryImport} and {@link dev.avenant.contracts.importing.FolderImport}.
 */
@NullMarked
package dev.avenant.contracts.importing;

import org.jspecify.annotations.NullMarked;
