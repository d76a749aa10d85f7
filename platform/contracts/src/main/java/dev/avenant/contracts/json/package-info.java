/** How the documents for programs become text; start from {@link dev.avenant.contracts.json.JsonText}. */
@NullMarked
package dev.avenant.contracts.json;

import org.jspecify.annotations.NullMarked;
