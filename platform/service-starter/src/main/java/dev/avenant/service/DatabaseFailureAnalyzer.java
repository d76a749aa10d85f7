package dev.avenant.service;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what to do when a service cannot start for want of its database. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String database = "The database at " + environment.getProperty("spring.datasource.url");
        if (state.startsWith("08")) {
            return analysis(
                    database + " cannot be reached: " + cause.getMessage(),
                    "Start it (./avenant up starts one), or set SPRING_DATASOURCE_URL to where it is.",
                    rootFailure);
        }
        if (state.startsWith("28")) {
            return analysis(
                    database + " refused the user '" + environment.getProperty("spring.datasource.username") + "'.",
                    "Set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                    rootFailure);
        }
        if (state.equals("3D000")) {
            return analysis(
                    database + " does not exist.",
                    "Create it, or set SPRING_DATASOURCE_URL to the one to use.",
                    rootFailure);
        }
        return null;
    }

    private static FailureAnalysis analysis(String description, String action, Throwable failure) {
        return new FailureAnalysis(description, action, failure);
    }
}
