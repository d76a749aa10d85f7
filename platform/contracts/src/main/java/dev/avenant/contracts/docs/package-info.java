/** The contracts as pages and as an AsyncAPI document; start from {@link dev.avenant.contracts.docs.ContractDocs}. */
@NullMarked
package dev.avenant.contracts.docs;

import org.jspecify.annotations.NullMarked;
