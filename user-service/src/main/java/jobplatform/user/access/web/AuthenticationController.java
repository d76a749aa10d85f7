package jobplatform.user.access.web;

import dev.avenant.service.Refusal;
import dev.avenant.service.access.Authenticated;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import jobplatform.user.OwnAccount;
import jobplatform.user.access.SignIn;
import jobplatform.user.access.Tokens;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@Tag(name = "Authentication")
class AuthenticationController {

    private static final String TOO_MANY = "There were too many attempts from this address";

    private final SignIn signIn;

    AuthenticationController(SignIn signIn) {
        this.signIn = signIn;
    }

    @PostMapping("/api/auth/token")
    @PermitAll
    @Operation(summary = "Sign in")
    @Refusal(status = HttpStatus.UNAUTHORIZED, when = "The username or the password is not right")
    @Refusal(status = HttpStatus.TOO_MANY_REQUESTS, when = TOO_MANY)
    ResponseEntity<TokenView> signIn(@Valid @RequestBody SignInBody body, HttpServletRequest request) {
        return answer(signIn.withPassword(request.getRemoteAddr(), body.username(), body.password()));
    }

    @PostMapping("/api/auth/refresh")
    @PermitAll
    @Operation(
            summary = "Take a refresh token for new tokens",
            description = "A refresh token is good once. One that comes again ends the sign-in that it came from.")
    @Refusal(status = HttpStatus.UNAUTHORIZED, when = "The refresh token is not good, or not any more")
    ResponseEntity<TokenView> refresh(@Valid @RequestBody RefreshTokenBody body) {
        return answer(signIn.withRefreshToken(body.refreshToken()));
    }

    @PostMapping("/api/auth/sign-out")
    @PermitAll
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out", description = "No refresh token of this sign-in is good any more.")
    void signOut(@Valid @RequestBody RefreshTokenBody body) {
        signIn.out(body.refreshToken());
    }

    @PutMapping("/api/users/{id}/password")
    @Authenticated
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Change a password", description = "Ends all sign-ins of the user.")
    @Refusal(status = HttpStatus.UNAUTHORIZED, when = "The current password is not right")
    @Refusal(status = HttpStatus.TOO_MANY_REQUESTS, when = TOO_MANY)
    void changePassword(
            @PathVariable UUID id,
            @Valid @RequestBody PasswordChange body,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        OwnAccount.require(id, caller);
        signIn.changePassword(request.getRemoteAddr(), id, body.currentPassword(), body.newPassword());
    }

    private static ResponseEntity<TokenView> answer(Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(TokenView.of(tokens));
    }
}
