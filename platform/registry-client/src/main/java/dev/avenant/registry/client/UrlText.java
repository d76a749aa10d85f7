package dev.avenant.registry.client;

/** What somebody wrote in the place of a URL, for messages that say that it is none. */
public final class UrlText {

    private UrlText() {}

    /**
     * The text without the user and the password that it may begin with. These may have any character, also one that makes a URL
     * end there.
     */
    public static String withoutUser(String text) {
        return text.replaceFirst("(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://)?.*@", "$1");
    }
}
