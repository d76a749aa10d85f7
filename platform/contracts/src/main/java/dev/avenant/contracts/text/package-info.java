/** What is said of the files of contracts, in each language; start at {@link dev.avenant.contracts.text.ContractText}. */
@NullMarked
package dev.avenant.contracts.text;

import org.jspecify.annotations.NullMarked;
