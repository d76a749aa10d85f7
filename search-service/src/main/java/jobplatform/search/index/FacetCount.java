package jobplatform.search.index;

/**
 * How many of the found jobs have a value.
 *
 * @param value the value; where jobs write it in different cases, as most of them do
 * @param count how many
 */
public record FacetCount(String value, int count) {

    FacetCount plus(FacetCount lessFrequent) {
        return new FacetCount(value, count + lessFrequent.count);
    }
}
