package dev.avenant.service;

import org.springframework.http.ProblemDetail;

/** A {@link MergePatch} makes something of a resource that it must not be. */
public final class RefusedPatchException extends RuntimeException {

    private final transient ProblemDetail problem;

    RefusedPatchException(ProblemDetail problem) {
        super(problem.getDetail());
        this.problem = problem;
    }

    ProblemDetail problem() {
        return problem;
    }
}
