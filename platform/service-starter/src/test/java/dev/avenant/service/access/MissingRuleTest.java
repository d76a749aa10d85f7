package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.PermitAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A method of which nobody has said who may call it. */
@Tag("broker")
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the output, of which a process has one")
class MissingRuleTest {

    @RestController
    static class Careless {

        @GetMapping("/api/forgotten")
        String forgotten() {
            return "a secret";
        }

        @GetMapping("/api/contradictory")
        @PermitAll
        @Authenticated
        String contradictory() {
            return "a secret";
        }
    }

    @Test
    void keepsTheServiceFromStarting(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplication(GuardedService.class, Careless.class).run("--server.port=0"))
                .isInstanceOf(Exception.class);

        assertThat(output)
                .contains("No rule says who may ask: Careless.contradictory, Careless.forgotten")
                .contains("Annotate each with one of @PermitAll, @Authenticated and @RolesAllowed(…).")
                .doesNotContain("\tat org.springframework");
    }
}
