package dev.avenant.contracts.report;

/** The forms a report can have. */
public enum ReportFormat {
    /** For people, in a terminal. */
    TEXT,
    /** For programs. */
    JSON,
    /** Annotations of a GitHub workflow, a job summary and a pull-request comment. */
    GITHUB,
    /** Static Analysis Results Interchange Format 2.1.0. */
    SARIF,
    /** JUnit's XML, which most build servers show. */
    JUNIT
}
