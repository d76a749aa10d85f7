package jobplatform.user.web;

import dev.avenant.service.AddressRateLimit;
import dev.avenant.service.ExpectedVersion;
import dev.avenant.service.MergePatch;
import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.Refusal;
import dev.avenant.service.access.Authenticated;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import jobplatform.user.OwnAccount;
import jobplatform.user.User;
import jobplatform.user.UserAccounts;
import jobplatform.user.UserCriteria;
import jobplatform.user.UserNotFoundException;
import jobplatform.user.UserType;
import jobplatform.user.statistics.EmployerFigures;
import jobplatform.user.statistics.EmployerStatistics;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users under {@code /api/users}. */
@RestController
@RequestMapping("/api/users")
@EnableConfigurationProperties(RegistrationProperties.class)
@Tag(name = "Users")
class UserController {

    private static final String CONFLICT = "The user is no longer at that version, or the username is taken";

    private static final String NO_MATCH = "The user is no longer what If-Match names";

    private static final String CHANGE = "change";

    private static final String CHANGE_SUMMARY = "Change parts of a user's profile";

    private static final String CHANGE_DESCRIPTION =
            "What is left out stays. What is null stays too in application/json, and is removed by"
                    + " application/merge-patch+json (RFC 7396). Without a version, whatever the user's is.";

    private final UserAccounts accounts;
    private final EmployerStatistics statistics;
    private final AddressRateLimit registrations;

    UserController(UserAccounts accounts, EmployerStatistics statistics, RegistrationProperties properties) {
        this.accounts = accounts;
        this.statistics = statistics;
        this.registrations = AddressRateLimit.perMinute(
                properties.perMinute(), "There were too many registrations from this address; try again in a minute");
    }

    @PostMapping
    @PermitAll
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Register a user")
    @Refusal(status = HttpStatus.CONFLICT, when = "The username is taken")
    @Refusal(status = HttpStatus.TOO_MANY_REQUESTS, when = "There were too many registrations from this address")
    ResponseEntity<UserView> register(@Valid @RequestBody Registration registration, HttpServletRequest request) {
        registrations.count(request.getRemoteAddr());
        User user = accounts.register(registration.profile(), registration.password(), registration.typeOrDefault());
        return answer(ResponseEntity.created(URI.create("/api/users/" + user.id())), user);
    }

    @GetMapping
    @RolesAllowed(Caller.ADMINISTRATOR)
    @Operation(
            summary = "List the users, page by page",
            description = "Those who registered first come first, unless 'sort' says otherwise.")
    PageOf<UserView> list(@Valid @ParameterObject UserCriteria criteria, @Valid @ParameterObject PageQuery query) {
        return accounts.list(criteria, query).map(UserView::of);
    }

    @GetMapping("/{id}")
    @Authenticated
    @Operation(summary = "Read a user")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "304", description = "It is still what If-None-Match names", content = @Content)
    ResponseEntity<UserView> read(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        return answer(ResponseEntity.ok(), accounts.get(id));
    }

    @PutMapping("/{id}")
    @Authenticated
    @Operation(
            summary = "Replace a user's profile",
            description = "What is left out is cleared. The version that was read is in If-Match or in the body.")
    @Refusal(status = HttpStatus.CONFLICT, when = CONFLICT)
    @Refusal(status = HttpStatus.PRECONDITION_FAILED, when = NO_MATCH)
    ResponseEntity<UserView> replace(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProfileReplacement replacement,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        ExpectedVersion expected = expected(ifMatch, replacement.version()).required();
        return answer(ResponseEntity.ok(), accounts.changeProfile(id, expected, profile -> replacement.profile()));
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Authenticated
    @Operation(operationId = CHANGE, summary = CHANGE_SUMMARY, description = CHANGE_DESCRIPTION)
    @Refusal(status = HttpStatus.CONFLICT, when = CONFLICT)
    @Refusal(status = HttpStatus.PRECONDITION_FAILED, when = NO_MATCH)
    ResponseEntity<UserView> change(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProfilePatch patch,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        return answer(ResponseEntity.ok(), accounts.changeProfile(id, expected(ifMatch, patch.version()), patch));
    }

    @PatchMapping(path = "/{id}", consumes = MergePatch.MEDIA_TYPE)
    @Authenticated
    @Operation(operationId = CHANGE, summary = CHANGE_SUMMARY, description = CHANGE_DESCRIPTION)
    @Refusal(status = HttpStatus.CONFLICT, when = CONFLICT)
    @Refusal(status = HttpStatus.PRECONDITION_FAILED, when = NO_MATCH)
    ResponseEntity<UserView> merge(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = MergePatch.MEDIA_TYPE,
                                            schema = @Schema(implementation = ProfilePatch.class)))
                    @RequestBody
                    MergePatch<ProfileReplacement> patch,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        ExpectedVersion expected = expected(ifMatch, patch.fields().version());
        return answer(
                ResponseEntity.ok(),
                accounts.changeProfile(
                        id,
                        expected,
                        profile -> patch.applyTo(ProfileReplacement.of(profile)).profile()));
    }

    @DeleteMapping("/{id}")
    @Authenticated
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a user's account")
    @Refusal(status = HttpStatus.PRECONDITION_FAILED, when = NO_MATCH)
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        accounts.delete(id, expected(ifMatch, null));
    }

    @GetMapping("/{id}/employer-statistics")
    @Authenticated
    @Operation(summary = "Read an employer's figures", description = "They follow the job events within moments.")
    EmployerFigures employerStatistics(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        if (accounts.get(id).userType() != UserType.EMPLOYER) {
            throw new UserNotFoundException("The user " + id + " is no employer");
        }
        return statistics.of(id);
    }

    private static ExpectedVersion expected(@Nullable String ifMatch, @Nullable Long version) {
        return new ExpectedVersion("user", ifMatch, version);
    }

    private static ResponseEntity<UserView> answer(ResponseEntity.BodyBuilder answer, User user) {
        return answer.eTag(ExpectedVersion.tag(user.version())).body(UserView.of(user));
    }
}
