/** What a registry has of schemas, whatever their subjects; start from {@link dev.avenant.contracts.registry.SubjectSearch}. */
@NullMarked
package dev.avenant.contracts.registry;

import org.jspecify.annotations.NullMarked;
