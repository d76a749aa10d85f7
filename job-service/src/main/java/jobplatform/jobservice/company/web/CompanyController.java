package jobplatform.jobservice.company.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.Refusal;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.UUID;
import jobplatform.jobservice.company.CompanyProfiles;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The companies under {@code /api/companies}. They come and go with their owners' accounts. */
@RestController
@RequestMapping("/api/companies")
@Tag(name = "Companies")
class CompanyController {

    private final CompanyProfiles companies;

    CompanyController(CompanyProfiles companies) {
        this.companies = companies;
    }

    @GetMapping
    @PermitAll
    @Operation(summary = "List the companies, page by page, or the one of an owner")
    PageOf<CompanyView> list(
            @RequestParam(required = false) @Nullable UUID ownerId,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal @Nullable Caller caller) {
        return companies.list(ownerId, query).map(company -> CompanyView.of(company, caller));
    }

    @GetMapping("/{id}")
    @PermitAll
    @Operation(summary = "Read a company")
    CompanyView read(@PathVariable UUID id, @AuthenticationPrincipal @Nullable Caller caller) {
        return CompanyView.of(companies.get(id), caller);
    }

    @PutMapping("/{id}")
    @RolesAllowed("EMPLOYER")
    @Operation(summary = "Replace what a company tells about itself", description = "What is left out is cleared.")
    @Refusal(status = HttpStatus.CONFLICT, when = "The company is no longer at that version")
    CompanyView present(
            @PathVariable UUID id, @Valid @RequestBody PresentationBody body, @AuthenticationPrincipal Caller caller) {
        return CompanyView.of(companies.present(id, caller, body.version(), body.presentation()), caller);
    }
}
