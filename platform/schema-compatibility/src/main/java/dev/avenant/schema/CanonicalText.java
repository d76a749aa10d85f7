package dev.avenant.schema;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON written out in one way: no spaces, plain numbers, keys in order where their order means nothing. */
final class CanonicalText {
    private final StringBuilder out = new StringBuilder();
    private final boolean sorted;
    private final Set<SourceLocation> leftOut;

    private CanonicalText(boolean sorted, Set<SourceLocation> leftOut) {
        this.sorted = sorted;
        this.leftOut = leftOut;
    }

    static String sha256(LocatedJson json) {
        CanonicalText text = new CanonicalText(true, Set.of());
        text.write(json);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.out.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String without(LocatedJson json, List<Finding> leftOut) {
        Set<SourceLocation> places = new HashSet<>();
        for (Finding fault : leftOut) {
            SourceLocation place = fault.newLocation();
            if (place != null) {
                places.add(place);
            }
        }
        CanonicalText text = new CanonicalText(false, places);
        text.write(json);
        return text.out.toString();
    }

    private void write(LocatedJson json) {
        Map<String, LocatedJson> object = json.object();
        List<LocatedJson> array = json.array();
        if (object != null) {
            members(object);
        } else if (array != null) {
            items(array);
        } else if (json.text() != null) {
            quote(json.text());
        } else if (json.value() instanceof LocatedJson.NumberText number) {
            out.append(sorted ? plain(number.text()) : number.text());
        } else {
            out.append(json.value());
        }
    }

    private void members(Map<String, LocatedJson> members) {
        List<Map.Entry<String, LocatedJson>> kept = new ArrayList<>(members.size());
        for (Map.Entry<String, LocatedJson> member : members.entrySet()) {
            if (leftOut.isEmpty() || !leftOut.contains(member.getValue().location())) {
                kept.add(member);
            }
        }
        if (sorted) {
            kept.sort(Map.Entry.comparingByKey());
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, LocatedJson> member : kept) {
            out.append(separator);
            quote(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void items(List<LocatedJson> items) {
        out.append('[');
        String separator = "";
        for (LocatedJson item : items) {
            out.append(separator);
            write(item);
            separator = ",";
        }
        out.append(']');
    }

    private void quote(String text) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            out.append(JsonStringEncoder.getInstance().quoteAsString(text));
        }
        out.append('"');
    }

    /** Whether a text stands in JSON as it is. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign < ' ' || sign == '"' || sign == '\\') {
                return false;
            }
        }
        return true;
    }

    /** One text for 1e2 and 1E+2; a whole number and one with a point stay different, as they are to Avro. */
    private static String plain(String number) {
        boolean whole = number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
        if (whole || number.length() > 40) {
            return number;
        }
        BigDecimal value = new BigDecimal(number);
        return value.stripTrailingZeros() + "d";
    }
}
