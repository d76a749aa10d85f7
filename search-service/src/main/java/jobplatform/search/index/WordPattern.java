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
        Automaton beginning = Queries.errorsIn(begun) == 0 ? Automata.makeString(begun) : nearly(begun);
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

    /** The first letter must be right, as in a search. */
    private static Automaton nearly(String begun) {
        int rest = begun.offsetByCodePoints(0, 1);
        return new LevenshteinAutomata(begun.substring(rest), true).toAutomaton(ONE_ERROR, begun.substring(0, rest));
    }
}
