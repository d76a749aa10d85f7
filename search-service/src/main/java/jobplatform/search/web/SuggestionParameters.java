package jobplatform.search.web;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The query of suggestions. */
record SuggestionParameters(
        @Parameter(description = "What was written so far.", example = "softw")
        @NotNull(message = "must be given")
        @Size(max = 200, message = "must have at most 200 characters")
        String q,

        @Parameter(description = "How many suggestions at most; 10 unless said otherwise.", example = "10")
        @Min(value = 1, message = "must be at least 1")
        @Max(value = 20, message = "must be at most 20")
        @Nullable
        Integer size) {

    private static final int DEFAULT_SIZE = 10;

    int limit() {
        return size == null ? DEFAULT_SIZE : size;
    }
}
