package dev.avenant.compatibility.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is guessed from names, held against lists of names with what a person says of each. What is missed and what is
 * found without reason is listed here one by one, so that a change of the guesses shows what it wins and what it costs.
 */
@Tag("fast")
class MeaningOfNamesTest {
    /** A name with its label. */
    private record Labelled(String label, String field, String record) {
        static Labelled of(String line) {
            String[] words = line.split(" ", -1);
            return new Labelled(words[0], words[1], words.length > 3 ? words[3] : "Thing");
        }

        @Override
        public String toString() {
            return record.equals("Thing") ? field : field + " in " + record;
        }
    }

    @Test
    void tellsPersonalDataByItsName() throws IOException {
        List<Labelled> names = read("personal.txt");
        Predicate<Labelled> found = name -> PersonalNames.isPersonal(name.field(), name.record());

        assertThat(names).hasSizeGreaterThan(270);
        assertThat(missed(names, "personal", found))
                .containsExactly(
                        "clientName",
                        "fromAddress",
                        "toAddress",
                        "createdBy",
                        "hostEmail",
                        "freeText",
                        "location",
                        "displayName",
                        "avatarUrl",
                        "salutation");
        assertThat(missed(names, "other", found.negate())).isEmpty();
    }

    @Test
    void tellsMoneyByItsName() throws IOException {
        List<Labelled> names = read("money.txt");
        Predicate<Labelled> found = name -> MoneyNames.isMoney(name.field(), name.record(), () -> false, false);

        assertThat(names).hasSizeGreaterThan(90);
        assertThat(missed(names, "money", found))
                .containsExactly("amount", "budget", "balance", "value", "openingBalance", "availableCredit");
        assertThat(missed(names, "other", found.negate())).isEmpty();
    }

    @Test
    void takesAnAmountBesideACurrencyForMoney() {
        assertThat(MoneyNames.isMoney("amount", "Thing", () -> true, false)).isTrue();
        assertThat(MoneyNames.isMoney("rainAmount", "Thing", () -> true, false)).isFalse();
        assertThat(MoneyNames.isCurrency("currencyCode")).isTrue();
        assertThat(MoneyNames.isCurrency("current")).isFalse();
    }

    @Test
    void takesTheKindOfAPaymentForNoMoney() {
        assertThat(MoneyNames.isMoney("payment", "Order", () -> false, true)).isFalse();
        assertThat(MoneyNames.isMoney("price", "Order", () -> false, true)).isTrue();
    }

    @Test
    void takesNamesApart() {
        assertThat(NameWords.of("userSSNNumber")).containsExactly("user", "ssn", "number");
        assertThat(NameWords.of("IPAddress")).containsExactly("ip", "address");
        assertThat(NameWords.of("DATE_OF__BIRTH")).containsExactly("date", "of", "birth");
        assertThat(NameWords.of("__")).containsExactly("__");
        assertThat(NameWords.meant("ipv4Addresses")).containsExactly("ipv", "address");
        assertThat(NameWords.meant("_1")).isEmpty();
    }

    private static List<String> missed(List<Labelled> names, String label, Predicate<Labelled> right) {
        return names.stream()
                .filter(name -> name.label().equals(label) && !right.test(name))
                .map(Labelled::toString)
                .toList();
    }

    private static List<Labelled> read(String file) throws IOException {
        try (InputStream names = Objects.requireNonNull(
                MeaningOfNamesTest.class.getResourceAsStream("/dev/avenant/compatibility/lint-names/" + file))) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Labelled::of)
                    .toList();
        }
    }
}
