package jobplatform.search.index;

import java.util.Collection;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/** Words that begin like one that somebody is still writing, a typing error allowed where it is long enough. */
final class WordPattern {

    private static final int ONE_ERROR = 1;

    private final Automaton automaton;
    private final CharacterRunAutomaton matcher;

    WordPattern(String begun) {
        Automaton beginning = Queries.errorsIn(begun) == 0 ? Automata.makeString(begun) : nearly(begun, ONE_ERROR);
        this.automaton = Operations.determinize(
                Operations.concatenate(beginning, Automata.makeAnyString()), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        this.matcher = new CharacterRunAutomaton(automaton);
    }

    boolean matchesAny(Collection<String> words) {
        return words.stream().anyMatch(matcher::run);
    }

    Query in(String field) {
        return new AutomatonQuery(new Term(field), automaton);
    }

    /** Words that differ from that one in so many letters at most, the first of which must be right, as in a search. */
    static Automaton nearly(String word, int errors) {
        int rest = word.offsetByCodePoints(0, 1);
        return new LevenshteinAutomata(word.substring(rest), true).toAutomaton(errors, word.substring(0, rest));
    }
}
