package jobplatform.search.index;

import java.io.IOException;
import java.util.Iterator;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MaxNonCompetitiveBoostAttribute;
import org.apache.lucene.util.AttributeImpl;
import org.apache.lucene.util.AttributeSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word with some wrong letters in several fields, whose first letter is right. Lucene recognises such words by
 * automata which depend on the word alone; to make them is most of what a search takes, so they are made for one field and
 * lent to the others, and to later searches.
 */
final class MisspeltWord {

    private static final int RIGHT_LETTERS = 1;

    private final String word;
    private final int errors;
    private final int mostExpansions;
    /** Where Lucene keeps the automata, in a class of its own; null until a field was looked through. */
    private volatile @Nullable AttributeImpl automata;

    /**
     * @param errors how many letters may be wrong
     * @param mostExpansions how many words that are in the index are looked for at most, the nearest ones
     */
    MisspeltWord(String word, int errors, int mostExpansions) {
        this.word = word;
        this.errors = errors;
        this.mostExpansions = mostExpansions;
    }

    FuzzyQuery in(String field) {
        return new InField(new Term(field, word));
    }

    private final class InField extends FuzzyQuery {

        InField(Term term) {
            super(term, errors, RIGHT_LETTERS, mostExpansions, true);
        }

        @Override
        protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
            AttributeImpl made = automata;
            if (made != null) {
                attributes.addAttributeImpl(made);
            }
            TermsEnum found = super.getTermsEnum(terms, attributes);
            if (made == null) {
                automata = automataIn(attributes);
            }
            return found;
        }
    }

    /** The others that a fuzzy query uses are each field's own. */
    private static @Nullable AttributeImpl automataIn(AttributeSource attributes) {
        for (Iterator<AttributeImpl> each = attributes.getAttributeImplsIterator(); each.hasNext(); ) {
            AttributeImpl attribute = each.next();
            if (!(attribute instanceof BoostAttribute) && !(attribute instanceof MaxNonCompetitiveBoostAttribute)) {
                return attribute;
            }
        }
        return null;
    }
}
