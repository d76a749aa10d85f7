package dev.avenant.compatibility.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RenamesTest {
    @Test
    void pairsNamesThatAreAlikeAndNeverAcross() {
        assertThat(renames(
                        "MOIDDeltaV double, MOIDTrueAnomaly double",
                        "MOIDEarthTrueAnomaly double, MOIDEarthDeltaV double"))
                .containsExactly(
                        Map.entry("MOIDEarthDeltaV", "MOIDDeltaV LIKELY"),
                        Map.entry("MOIDEarthTrueAnomaly", "MOIDTrueAnomaly LIKELY"));
    }

    @Test
    void neverPairsOpposites() {
        assertThat(renames("disableMetaStore boolean", "metaSystemStoreEnabled boolean"))
                .isEmpty();
        assertThat(renames("minimum int, maximum int", "max int, min int"))
                .containsExactly(Map.entry("max", "maximum LIKELY"), Map.entry("min", "minimum LIKELY"));
    }

    @Test
    void isCertainOfTheSameWordsAndOfAliases() {
        assertThat(renames("userName string, zip string", "user_name string, postCode string alias zip"))
                .containsExactly(Map.entry("postCode", "zip CERTAIN"), Map.entry("user_name", "userName CERTAIN"));
    }

    @Test
    void callsNoRenameWhatMerelyStandsInThePlaceOfAnother() {
        assertThat(renames("total long", "amount long")).containsExactly(Map.entry("amount", "total POSSIBLE"));
        assertThat(renames("total long", "amount string")).isEmpty();
    }

    @Test
    void takesForTheSamePlaceWhatStandsBetweenTheSameFields() {
        assertThat(renames("a int, total long, b int", "more string, a int, amount long, b int"))
                .containsExactly(Map.entry("amount", "total POSSIBLE"));
        assertThat(renames("a int, total long, b int", "a int, b int, amount long"))
                .containsExactly(Map.entry("amount", "total VAGUE"));
    }

    @Test
    void isNoLessCarefulWhenSeveralFieldsAreReplacedThanWhenOneIs() {
        assertThat(renames("id int, first string, last string", "id int, vorname string, nachname string"))
                .containsExactly(Map.entry("nachname", "last POSSIBLE"), Map.entry("vorname", "first POSSIBLE"));
        assertThat(renames("first string, id int, town string", "vorname string, id int, stadt string"))
                .containsExactly(Map.entry("stadt", "town POSSIBLE"), Map.entry("vorname", "first POSSIBLE"));
        assertThat(renames("first string, id int, town string", "id int, vorname string, stadt string"))
                .containsExactly(Map.entry("stadt", "town VAGUE"), Map.entry("vorname", "first VAGUE"));
    }

    @Test
    void knowsNothingOfAPlaceWhereMoreThanOneOfTheTypeIsNew() {
        assertThat(renames("id int, generated boolean", "id int, bypass boolean, limit long, replicated boolean"))
                .containsExactly(Map.entry("bypass", "generated VAGUE"));
    }

    @Test
    void prefersThePlaceWhereTwoNamesAreAsNear() {
        assertThat(renames("id int, address string", "streetAddress string, id int, cityAddress string"))
                .containsExactly(Map.entry("cityAddress", "address POSSIBLE"));
    }

    @Test
    void letsThePositionDecideBetweenNamesThatAreAsNear() {
        assertThat(renames("address string", "streetAddress string, i int, j int, k int, cityAddress string"))
                .containsExactly(Map.entry("streetAddress", "address LIKELY"));
    }

    private static Map<String, String> renames(String written, String read) {
        Map<String, String> renames = new TreeMap<>();
        Renames.between(record(written).getFields(), record(read).getFields())
                .forEach((to, rename) -> renames.put(to.name(), rename.from().name() + " " + rename.confidence()));
        return renames;
    }

    private static Schema record(String fields) {
        List<String> json = new ArrayList<>();
        for (String field : fields.split(", ", -1)) {
            String[] words = field.split(" ", -1);
            json.add("{\"name\": \"" + words[0] + "\", \"type\": \"" + words[1] + "\""
                    + (words.length > 3 ? ", \"aliases\": [\"" + words[3] + "\"]" : "") + "}");
        }
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + String.join(",", json) + "]}");
    }
}
