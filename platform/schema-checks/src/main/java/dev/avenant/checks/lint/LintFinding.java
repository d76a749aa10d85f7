package dev.avenant.checks.lint;

import dev.avenant.checks.Finding;

/** What a rule has to say, and about which schema of the tree. */
public record LintFinding(LintTarget target, Finding finding) {}
