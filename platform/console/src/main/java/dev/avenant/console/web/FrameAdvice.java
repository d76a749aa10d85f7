package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.Clusters;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriUtils;

/** Tells every page what its frame shows: where the console looks, who signed in, and where it is in another language. */
@ControllerAdvice
class FrameAdvice {

    private static final String OF_ADMINS = "audit";

    private static final Set<String> LISTS =
            Set.of("subjects", "topics", "groups", "contracts", "dead-letters", "search", OF_ADMINS);

    private final Clusters clusters;
    private final LanguageLinks languages;
    private final Access access;

    FrameAdvice(Clusters clusters, LanguageLinks languages, Access access) {
        this.clusters = clusters;
        this.languages = languages;
        this.access = access;
    }

    /**
     * What the frame of a page shows.
     *
     * @param where the servers that the console looks at
     * @param user who signed in; null when nobody did
     * @param cluster the name of the cluster that the page is about
     * @param clusters where those are that they see something of, by their names: the same list there, or the overview;
     *     empty when that is one alone
     * @param context what stands before these addresses
     * @param isOpen whether there is something for whoever asks, so that the frame leads to pages
     * @param isAdmin whether they see what others did
     */
    public record Frame(
            String where,
            @Nullable String user,
            String cluster,
            Map<String, String> clusters,
            String context,
            boolean isOpen,
            boolean isAdmin,
            LanguageLinks languages) {}

    @ModelAttribute
    void addFrame(Model model) {
        model.addAttribute("frame", frame());
    }

    Frame frame() {
        boolean isOpen = !access.mine().isEmpty();
        Cluster cluster = Clusters.current();
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        return new Frame(
                isOpen ? cluster.settings().where() : "",
                access.isSignedIn() ? ShownText.line(access.actor().name()) : null,
                cluster.name(),
                cluster.isOnly() ? Map.of() : addresses(request),
                Clusters.contextOf(request),
                isOpen,
                access.mine().isAdmin(),
                languages);
    }

    private Map<String, String> addresses(HttpServletRequest request) {
        Permissions everywhere = access.everywhere();
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Cluster cluster : clusters.all()) {
            Permissions there = everywhere.in(cluster);
            if (!there.isEmpty()) {
                addresses.put(cluster.name(), cluster.path() + "/" + listOf(request, there));
            }
        }
        return addresses.size() < 2 ? Map.of() : addresses;
    }

    /** The list that a page is of, or what it was searched for: what it shows one of may be in one cluster alone. */
    private static String listOf(HttpServletRequest request, Permissions there) {
        String path = request.getServletPath();
        String list = path.replaceFirst("^/([^/]*).*", "$1");
        if (!LISTS.contains(list) || (list.equals(OF_ADMINS) && !there.isAdmin())) {
            return "";
        }
        String wanted = request.getParameter("q");
        return wanted == null || wanted.isBlank() || !path.equals("/" + list)
                ? list
                : list + "?q=" + UriUtils.encode(wanted, StandardCharsets.UTF_8);
    }
}
