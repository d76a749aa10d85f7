/** How to make a breaking change in safe steps; start from {@link dev.avenant.compatibility.plan.MigrationPlan}. */
@NullMarked
package dev.avenant.compatibility.plan;

import org.jspecify.annotations.NullMarked;
