package jobplatform.notification.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import jobplatform.notification.mail.OptOuts;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends a kind of e-mails, without signing in: the token of the address is enough. Only a POST does it, since programs
 * that look at mails follow their links (RFC 8058); a GET shows a page with a button.
 */
@RestController
@RequestMapping("/api/unsubscribe/{token}")
@PermitAll
@Tag(name = "Unsubscribe")
class UnsubscribeController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>E-mails from the job platform</title></head>
            <body>%s</body>
            </html>
            """;

    private static final String QUESTION = FRAME.formatted("""
            <h1>No more of these e-mails?</h1>
            <form method="post"><button name="List-Unsubscribe" value="One-Click">Stop them</button></form>
            """);

    private static final String DONE = FRAME.formatted("""
            <h1>You get no more of these e-mails</h1>
            <p>You may close this page.</p>
            """);

    private final OptOuts optOuts;

    UnsubscribeController(OptOuts optOuts) {
        this.optOuts = optOuts;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @Operation(summary = "Ask whether to end a kind of e-mails", description = "A page with a button; changes nothing.")
    ResponseEntity<String> ask(@PathVariable String token) {
        return page(optOuts.kindOf(token).isPresent(), QUESTION);
    }

    @PostMapping(produces = MediaType.TEXT_HTML_VALUE)
    @Operation(
            summary = "End a kind of e-mails",
            description = "What the header List-Unsubscribe-Post of an e-mail makes a mail program do (RFC 8058).")
    ResponseEntity<String> optOut(@PathVariable String token) {
        return page(optOuts.optOut(token).isPresent(), DONE);
    }

    private static ResponseEntity<String> page(boolean isKnown, String html) {
        if (!isKnown) {
            throw new UnknownTokenException();
        }
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .body(html);
    }
}
