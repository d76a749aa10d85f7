package dev.avenant.registry.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes what Jetty takes for the path and query of a request into what a {@link java.net.URI} takes for one. */
final class UriEscapes {

    private static final String LITERAL = "-._~!$&'()*+,;=:@/?";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriEscapes() {}

    /** The same path and query, with what stands for itself though it should not percent-encoded. */
    static String complete(String pathAndQuery) {
        StringBuilder complete = new StringBuilder(pathAndQuery.length());
        for (int i = 0; i < pathAndQuery.length(); ) {
            int c = pathAndQuery.codePointAt(i);
            if (isLiteral(c) || (c == '%' && isEscape(pathAndQuery, i))) {
                complete.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    HEX.toHexDigits(complete.append('%'), b);
                }
            }
            i += Character.charCount(c);
        }
        return complete.toString();
    }

    private static boolean isLiteral(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || LITERAL.indexOf(c) >= 0;
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
