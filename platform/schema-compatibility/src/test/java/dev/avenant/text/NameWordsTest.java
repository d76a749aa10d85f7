package dev.avenant.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class NameWordsTest {
    @Test
    void findsTheWordsOfEveryNotation() {
        assertThat(NameWords.of("userName")).containsExactly("user", "name");
        assertThat(NameWords.of("USER_NAME")).containsExactly("user", "name");
        assertThat(NameWords.of("HTTPStatusCode")).containsExactly("http", "status", "code");
        assertThat(NameWords.of("line2text")).containsExactly("line", "2", "text");
        assertThat(NameWords.of("__x")).containsExactly("x");
    }

    @ParameterizedTest
    @CsvSource({
        "disableMetaStore, metaSystemStoreEnabled",
        "isEnabled, isDisabled",
        "minPrice, maxPrice",
        "startTime, endTime",
        "fromAccount, toAccount",
        "valueBefore, valueAfter",
        "sourceRegion, targetRegion",
        "includedTags, excludedTags",
        "createdAt, deletedAt",
        "bytesIn, bytesOut",
        "isActive, isNotActive",
        "visible, invisible",
        "active, inactive"
    })
    void tellsOpposites(String one, String other) {
        assertThat(NameWords.areOpposites(NameWords.of(one), NameWords.of(other)))
                .isTrue();
        assertThat(NameWords.alike(NameWords.of(one), NameWords.of(other))).isZero();
        assertThat(NameWords.areOpposites(NameWords.of(other), NameWords.of(one)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mail, email",
        "phone, phoneNumber",
        "MOIDDeltaV, MOIDEarthDeltaV",
        "shippingAddr, shippingAddress",
        "recieverName, receiverName",
        "user_name, userName",
        "startTime, timeStart"
    })
    void takesNamesForOneThatSayTheSame(String one, String other) {
        assertThat(NameWords.alike(NameWords.of(one), NameWords.of(other))).isGreaterThanOrEqualTo(0.5);
        assertThat(NameWords.alike(NameWords.of(other), NameWords.of(one))).isGreaterThanOrEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "MOIDDeltaV, MOIDEarthTrueAnomaly",
        "price, priceCents",
        "amount, amountMax",
        "line1, line2",
        "isbn10, isbn13",
        "homePhone, mobilePhone",
        "billingAddress, shippingAddress",
        "time, startTime",
        "name, city",
        "user, userId"
    })
    void takesNamesForTwoThatCouldBeTwoThings(String one, String other) {
        assertThat(NameWords.alike(NameWords.of(one), NameWords.of(other))).isZero();
        assertThat(NameWords.alike(NameWords.of(other), NameWords.of(one))).isZero();
    }
}
