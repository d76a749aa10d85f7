/** How to make a breaking change in safe steps; start from {@link dev.avenant.checks.plan.MigrationPlan}. */
@NullMarked
package dev.avenant.checks.plan;

import org.jspecify.annotations.NullMarked;
