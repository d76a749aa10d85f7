/**
 * A check as somebody asks for it, by the command line or by a build; start from
 * {@link dev.avenant.contracts.check.ContractCheck}.
 */
@NullMarked
package dev.avenant.contracts.check;

import org.jspecify.annotations.NullMarked;
