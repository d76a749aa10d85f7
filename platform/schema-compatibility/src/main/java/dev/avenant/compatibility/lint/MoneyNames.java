package dev.avenant.compatibility.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tells by their names which fields hold money. A price is money wherever it stands; an amount or a balance is one of many
 * things, and money only beside a word that says so, in a record that is about money, or beside a currency.
 */
final class MoneyNames {
    private static final Set<String> ALWAYS =
            words("price unitprice salary wage fee revenue subtotal surcharge cost fare refund cashback payout");

    private static final Set<String> WITH_CONTEXT =
            words("amount balance budget payment discount total credit debit deposit charge tax sum premium turnover");

    /** What is often written as text that is no number: {@code payment} for {@code CARD}. */
    private static final Set<String> NUMBERS_ONLY =
            words("payment discount credit debit deposit charge tax sum premium");

    /** What says that an amount is one of money. */
    private static final Set<String> CONTEXT = words("""
            account bank wallet cash invoice payment order loan outstanding paid due refund billing bill usd eur gbp
            cent dollar euro currency settlement payout deposit withdrawal transfer donation salary price tax vat net
            gross purchase sale checkout cart fee interest debt mortgage credit debit monetary money transaction
            ledger receipt expense income marketing overdraft instalment installment charge discount subtotal tip
            commission premium claim quote annual insurance""");

    /** Units and bounds that follow it: {@code feeCents}, {@code salaryMax}. */
    private static final Set<String> BEHIND = words("""
            cent usd eur gbp chf dollar euro minor unit in per night hour month year min max minimum maximum from to
            low high average avg original final old new""");

    /** What says when or how much, and not of what: {@code openingBalance} of an account. */
    private static final Set<String> NEUTRAL =
            words("opening closing available current monthly yearly daily weekly previous remaining max min");

    /** What costs time, energy or memory and no money. */
    private static final Set<String> EFFORTS = words("""
            query cpu compute computation plan planner io memory path edge route routing link switching time token
            metric estimated join index scan""");

    private MoneyNames() {}

    /**
     * Whether a field looks like money.
     *
     * @param record the simple name of the record that it is in
     * @param besideCurrency whether the record says a currency too
     * @param text whether it is a text or bytes rather than a number
     */
    static boolean isMoney(String field, String record, BooleanSupplier besideCurrency, boolean text) {
        List<String> words = NameWords.meant(field);
        int last = words.size() - 1;
        while (last > 0 && BEHIND.contains(words.get(last))) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        String what = words.get(last);
        if (ALWAYS.contains(what)) {
            return words.subList(0, last).stream().noneMatch(EFFORTS::contains);
        }
        if (!WITH_CONTEXT.contains(what) || (text && NUMBERS_ONLY.contains(what))) {
            return false;
        }
        boolean said = words.stream().filter(word -> !word.equals(what)).anyMatch(CONTEXT::contains);
        boolean alone =
                words.subList(0, last).stream().allMatch(word -> WITH_CONTEXT.contains(word) || NEUTRAL.contains(word));
        return said
                || (alone
                        && (besideCurrency.getAsBoolean()
                                || NameWords.meant(record).stream().anyMatch(CONTEXT::contains)));
    }

    /** Whether a field says in which currency something is. */
    static boolean isCurrency(String field) {
        return NameWords.meant(field).contains("currency");
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+", -1)));
    }
}
