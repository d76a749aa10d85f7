package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Finding;

/** What a rule has to say, and about which schema of the tree. */
public record LintFinding(LintTarget target, Finding finding) {}
