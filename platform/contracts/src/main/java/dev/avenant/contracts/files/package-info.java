/** The files of a contracts folder, wherever they are kept; start from {@link dev.avenant.contracts.files.ContractFiles}. */
@NullMarked
package dev.avenant.contracts.files;

import org.jspecify.annotations.NullMarked;
