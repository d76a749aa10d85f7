package dev.avenant.service;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Makes the problem details (RFC 9457) with which a service answers what it does not do. Each says in {@code detail}
 * what is wrong, and in {@code errors}, a list of {@code field} and {@code message}, which fields it is about.
 */
public final class Problems {

    /** The member that names the fields. */
    public static final String ERRORS = "errors";

    private Problems() {}

    /** A problem that no field is to blame for. */
    public static ProblemDetail of(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    /** A problem with one field. */
    public static ProblemDetail of(HttpStatus status, String field, String message) {
        return of(status, List.of(new FieldFault(field, message)));
    }

    /** A problem with these fields, in a fixed order. */
    public static ProblemDetail of(HttpStatus status, List<FieldFault> faults) {
        List<FieldFault> sorted = faults.stream()
                .sorted(Comparator.comparing(FieldFault::field).thenComparing(FieldFault::message))
                .distinct()
                .toList();
        ProblemDetail problem =
                of(status, sorted.stream().map(FieldFault::toString).collect(Collectors.joining("; ")));
        problem.setProperty(ERRORS, sorted);
        return problem;
    }
}
