package dev.avenant.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that has nothing but the starter, on a database of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TestService.Things.class)
class TestService {

    enum Kind {
        SMALL,
        LARGE
    }

    record Size(
            @PositiveOrZero(message = "must not be negative") @Nullable
            BigDecimal width,

            @Nullable Integer height) {}

    record Thing(
            @NotBlank(message = "must not be blank") String name,
            @NotNull(message = "must be given") Integer count,
            @Nullable Kind kind,
            @Nullable List<String> tags,
            @Valid @Nullable Size size,
            @Nullable Boolean isNew,
            @Nullable UUID owner) {}

    record Made(UUID id) {}

    @RestController
    @RequestMapping("/api/things")
    @PermitAll
    static class Things {

        static final Thing CHANGED =
                new Thing("a", 1, Kind.LARGE, List.of("x", "y"), new Size(new BigDecimal("2.5"), 4), null, null);

        private final JdbcClient database;
        private final TransactionTemplate transaction;

        Things(JdbcClient database, TransactionTemplate transaction) {
            this.database = database;
            this.transaction = transaction;
        }

        @PostMapping
        Thing take(@Valid @RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/made")
        ResponseEntity<Made> make(@Valid @RequestBody Thing thing, @RequestParam(defaultValue = "false") boolean fail) {
            UUID id = UUID.randomUUID();
            transaction.executeWithoutResult(begun -> {
                database.sql("insert into made (id, name) values (:id, :name)")
                        .param("id", id)
                        .param("name", thing.name())
                        .update();
                if (thing.count() < 0) {
                    throw new OptimisticLockingFailureException("refused");
                }
            });
            if (fail) {
                throw new IllegalStateException("after its work");
            }
            return ResponseEntity.created(URI.create("/api/things/made/" + id))
                    .eTag("1")
                    .cacheControl(CacheControl.noStore())
                    .body(new Made(id));
        }

        @PostMapping("/made/later")
        Callable<Thing> later(@Valid @RequestBody Thing thing) {
            return () -> thing;
        }

        @PostMapping("/made/status")
        ResponseEntity<Thing> status(@Valid @RequestBody Thing thing, @RequestParam int status) {
            return ResponseEntity.status(status).body(thing);
        }

        @PostMapping("/signed")
        String sign(@RequestParam List<String> name) {
            return String.join(",", name);
        }

        @GetMapping("/made")
        long made(@RequestParam String name) {
            return database.sql("select count(*) from made where name = :name")
                    .param("name", name)
                    .query(Long.class)
                    .single();
        }

        @GetMapping
        PageOf<Integer> page(@Valid PageQuery query) {
            return PageOf.of(query, List.of(1, 2, 3), 3);
        }

        @GetMapping("/stored")
        Integer stored() {
            return transaction.execute(
                    begun -> database.sql("select 42").query(Integer.class).single());
        }

        @PatchMapping(path = "/changed", consumes = MergePatch.MEDIA_TYPE)
        Thing change(@RequestBody MergePatch<Thing> patch) {
            return patch.applyTo(CHANGED);
        }

        @GetMapping("/changed")
        void changedMeanwhile() {
            throw new OptimisticLockingFailureException("version 3 of thing 7");
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("a secret of the inside");
        }
    }

    /** Stands before the filter of the starter, as Spring Security does. */
    @Bean
    FilterRegistrationBean<Filter> callers() {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            @Nullable String caller = http.getHeader("Caller");
            chain.doFilter(caller == null ? request : new RequestOf(http, caller), response);
        });
        registration.setOrder(0);
        return registration;
    }

    private static final class RequestOf extends HttpServletRequestWrapper {

        private final String caller;

        RequestOf(HttpServletRequest request, String caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> caller;
        }
    }

    @Bean
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.start();
    }

    @Bean
    JdbcConnectionDetails database(EmbeddedPostgres postgres) {
        String url = postgres.getJdbcUrl("postgres", "postgres");
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return url;
            }
        };
    }
}
