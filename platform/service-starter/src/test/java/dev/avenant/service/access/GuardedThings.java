package dev.avenant.service.access;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An endpoint of each kind. */
@RestController
@RequestMapping("/api/guarded")
class GuardedThings {

    @GetMapping("/public")
    @PermitAll
    String open(@AuthenticationPrincipal @Nullable Caller caller) {
        return caller == null ? "nobody" : caller.getName();
    }

    @GetMapping("/mine")
    @Authenticated
    String mine(@AuthenticationPrincipal Caller caller) {
        return caller.id() + " " + caller.roles();
    }

    @PostMapping("/office")
    @RolesAllowed({"CLERK", "CHIEF"})
    String office(@AuthenticationPrincipal Caller caller) {
        return "come in";
    }

    @GetMapping("/things/{owner}")
    @Authenticated
    String thing(@PathVariable UUID owner, @AuthenticationPrincipal Caller caller) {
        if (!caller.mayActFor(owner)) {
            throw new ForbiddenException("The thing is another's");
        }
        return "the thing";
    }
}
