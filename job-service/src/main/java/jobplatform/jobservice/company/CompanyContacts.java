package jobplatform.jobservice.company;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What employers' accounts do to their companies. An event may come twice, or late after its successors: an employer
 * gets one company, an older contact does not replace a newer one, and who is gone gets none.
 */
@Component
class CompanyContacts {

    private static final String FOLLOW = """
            insert into companies (id, version, owner_id, name, is_named, contact_name, contact_email, contact_version,
                                   created_at, updated_at)
            select :id, 1, :ownerId, :name, :isNamed, :contactName, :contactEmail, :contactVersion, :now, :now
            where not exists (select from departed_users where id = :ownerId)
            on conflict (owner_id) do update
              set name = case when companies.is_named then companies.name else excluded.name end,
                  is_named = companies.is_named or excluded.is_named,
                  contact_name = excluded.contact_name, contact_email = excluded.contact_email,
                  contact_version = excluded.contact_version, updated_at = excluded.updated_at,
                  version = companies.version + 1
              where excluded.contact_version > companies.contact_version
            """;

    private static final String FORGET = """
            update companies
            set name = :name, is_named = false, description = null, website = null, location = null,
                contact_name = null, contact_email = null, updated_at = :now, version = version + 1
            where owner_id = :ownerId
            """;

    private static final String DEPART = """
            insert into departed_users (id, departed_at) values (:id, :now) on conflict do nothing
            """;

    private final JdbcClient database;

    CompanyContacts(JdbcClient database) {
        this.database = database;
    }

    void follow(Employer employer, Instant now) {
        database.sql(FOLLOW)
                .param("id", UUID.randomUUID())
                .param("ownerId", employer.id())
                .param("name", employer.defaultCompanyName())
                .param("isNamed", employer.companyName() != null)
                .param("contactName", employer.fullName())
                .param("contactEmail", employer.email())
                .param("contactVersion", employer.version())
                .param("now", Timestamp.from(now))
                .update();
    }

    void forget(UUID userId, Instant now) {
        Timestamp time = Timestamp.from(now);
        database.sql(DEPART).param("id", userId).param("now", time).update();
        database.sql(FORGET)
                .param("ownerId", userId)
                .param("name", Company.WITHOUT_NAME)
                .param("now", time)
                .update();
    }

    boolean hasDeparted(UUID userId) {
        return database.sql("select exists (select from departed_users where id = :id)")
                .param("id", userId)
                .query(Boolean.class)
                .single();
    }
}
