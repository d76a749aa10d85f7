package dev.avenant.compatibility.witness;

import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Makes a record smaller as long as it still shows what it was found for. */
public final class WitnessShrinker {
    private static final int MAX_TRIES = 300;

    private final SmallestValues smallest;
    private final Decoding decoding;
    private final Predicate<Decoding.Outcome> shows;
    private int tries;

    /**
     * @param writer the schema of the record
     * @param shows whether a smaller record still shows it
     */
    public WitnessShrinker(Schema writer, Decoding decoding, Predicate<Decoding.Outcome> shows) {
        this.smallest = new SmallestValues(writer);
        this.decoding = decoding;
        this.shows = shows;
    }

    /** The smallest record found that shows the same. */
    public Decoding.Outcome shrink(Decoding.Outcome outcome) {
        if (!(outcome.written() instanceof IndexedRecord record)) {
            return outcome;
        }
        Decoding.Outcome best = outcome;
        IndexedRecord current = record;
        int chunk = Math.max(1, current.getSchema().getFields().size() / 2);
        while (true) {
            for (int from = 0; from < current.getSchema().getFields().size() && tries < MAX_TRIES; from += chunk) {
                IndexedRecord smaller = without(current, from, from + chunk);
                Decoding.Outcome tried = decoding.run(smaller);
                tries++;
                if (tried != null && shows.test(tried)) {
                    current = smaller;
                    best = tried;
                }
            }
            if (chunk == 1 || tries >= MAX_TRIES) {
                return best;
            }
            chunk /= 2;
        }
    }

    private IndexedRecord without(IndexedRecord record, int from, int to) {
        GenericData.Record smaller = new GenericData.Record(record.getSchema());
        for (Schema.Field field : record.getSchema().getFields()) {
            boolean small = field.pos() >= from && field.pos() < to;
            smaller.put(field.pos(), small ? smallest.of(field.schema()) : record.get(field.pos()));
        }
        return smaller;
    }
}
