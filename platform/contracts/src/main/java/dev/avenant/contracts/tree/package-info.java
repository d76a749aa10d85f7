/** All contracts of a project, read and resolved; start from {@link dev.avenant.contracts.tree.ContractTree}. */
@NullMarked
package dev.avenant.contracts.tree;

import org.jspecify.annotations.NullMarked;
