package dev.avenant.service.access;

import jakarta.annotation.security.PermitAll;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A method that two controllers inherit, each with a rule of its own. */
abstract class InheritedThing {

    @GetMapping
    String thing() {
        return "the thing";
    }

    @RestController
    @RequestMapping("/api/inherited/public")
    @PermitAll
    static class OfEverybody extends InheritedThing {}

    @RestController
    @RequestMapping("/api/inherited/office")
    @Authenticated
    static class OfTheOffice extends InheritedThing {}
}
