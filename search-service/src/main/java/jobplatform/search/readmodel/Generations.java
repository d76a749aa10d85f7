package jobplatform.search.readmodel;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which generation of the jobs answers, and which one is built beside it. */
@Component
class Generations {

    private final JdbcClient database;

    Generations(JdbcClient database) {
        this.database = database;
    }

    int serving() {
        return database.sql("select serving from search_index")
                .query(Integer.class)
                .single();
    }

    /** The generations that an event belongs to. */
    List<Integer> live() {
        return database.sql("""
                        select serving from search_index
                        union all
                        select building from search_index where building is not null
                        """).query(Integer.class).list();
    }

    /** Begins a new one beside the one that answers; one that was begun before and not finished is given up. */
    int begin() {
        return database.sql("update search_index set building = coalesce(building, serving) + 1 returning building")
                .query(Integer.class)
                .single();
    }

    /** Makes that generation the one that answers; empty if another was begun meanwhile. */
    Optional<Integer> serve(int generation) {
        return database.sql("""
                        update search_index set serving = building, building = null
                        where building = :generation returning serving
                        """)
                .param("generation", generation)
                .query(Integer.class)
                .optional();
    }

    /** Gives that generation up, if it is still the one that is built. */
    void abandon(int generation) {
        database.sql("update search_index set building = null where building = :generation")
                .param("generation", generation)
                .update();
    }
}
