package dev.avenant.console.api;

import dev.avenant.console.contracts.ChangeReview;
import dev.avenant.console.contracts.VersionUses;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.console.web.SchemaParameter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Changes of subjects with all that a reviewer asks, and who uses which version. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Contracts")
class ChangeApi {

    private final ChangeReview changes;
    private final VersionUses uses;

    ChangeApi(ChangeReview changes, VersionUses uses) {
        this.changes = changes;
        this.uses = uses;
    }

    @GetMapping("/changes/{subject}/{from}..{to}")
    @Operation(
            summary = "Review the change from one version to another",
            description =
                    "What changed, the verdict, who writes and reads it, the waivers, and the way to it in steps.")
    ChangeReview.Review between(@PathVariable String subject, @PathVariable int from, @PathVariable int to) {
        return changes.between(subject, from, to, Locale.ROOT)
                .orElseThrow(() -> new NothingHereException("problem.no-version", subject, from + ", " + to));
    }

    @GetMapping("/changes/{subject}/proposed")
    @Operation(
            summary = "Review the change to a schema that is not registered",
            description = "The schema is compressed by zlib and written in Base64 for addresses, without padding.")
    ChangeReview.Review proposed(@PathVariable String subject, @RequestParam String schema) {
        return changes.proposed(subject, SchemaParameter.decoded(schema), Locale.ROOT)
                .orElseThrow(() -> new NothingHereException("problem.no-subject", subject));
    }

    @GetMapping("/subjects/{subject}/usage")
    @Operation(
            summary = "Show who uses each version of a subject",
            description = "From contracts.yaml and from the records that topics retain; a long topic is read on with"
                    + " each request.")
    VersionUses.Uses usage(@PathVariable String subject) {
        return uses.of(subject, Locale.ROOT).orElseThrow(() -> new NothingHereException("problem.no-subject", subject));
    }
}
