/** What is found in a registry beside what it answers; start at {@link dev.avenant.operations.registry.SubjectSearch}. */
@NullMarked
package dev.avenant.operations.registry;

import org.jspecify.annotations.NullMarked;
