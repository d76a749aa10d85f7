package dev.avenant.console.web;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the foot of a page leads: to the same page in another language. */
@Component
class LanguageLinks {

    /** The address, from the page itself. */
    public String to(String language) {
        return "?"
                + ServletUriComponentsBuilder.fromCurrentRequest()
                        .replaceQueryParam(Languages.PARAMETER, language)
                        .build()
                        .getQuery();
    }
}
