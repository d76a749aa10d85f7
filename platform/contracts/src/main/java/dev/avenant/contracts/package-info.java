/**
 * The contracts of a project: what {@code contracts.yaml}, the lock and the schema files say together, and the gate that
 * checks a change against earlier versions; start from {@link dev.avenant.contracts.tree.ContractTree}.
 */
@NullMarked
package dev.avenant.contracts;

import org.jspecify.annotations.NullMarked;
