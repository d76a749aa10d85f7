package jobplatform.faults;

/**
 * What the databases of the services write down besides, in the transactions of the services: each effect of an event,
 * because the effects themselves are made so that a second one could not be seen; the last version of what is deleted; and
 * the addresses of users whose events are refused, so that there are dead letters of good events.
 */
final class EffectNotes {

    /** For user-service, which makes users and counts jobs. */
    static final String USER_SERVICE = """
            CREATE TABLE effects (position bigserial PRIMARY KEY, entity uuid, version bigint);
            CREATE INDEX effects_of_entity ON effects (entity, version);
            CREATE TABLE deleted (entity uuid PRIMARY KEY, version bigint);
            CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF new.status_version > 0 THEN
                    INSERT INTO effects (entity, version) VALUES (new.job_id, new.status_version);
                END IF;
                RETURN new;
            END $$;
            CREATE TRIGGER note_effect BEFORE INSERT ON posted_jobs FOR EACH ROW EXECUTE FUNCTION note_effect();
            CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO deleted VALUES (old.id, old.version + 1);
                RETURN old;
            END $$;
            CREATE TRIGGER note_deletion BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION note_deletion();
            """;

    /** For job-service, which makes jobs and follows users. */
    static final String JOB_SERVICE = """
            CREATE TABLE effects (position bigserial PRIMARY KEY, entity uuid, version bigint);
            CREATE INDEX effects_of_entity ON effects (entity, version);
            CREATE TABLE deleted (entity uuid PRIMARY KEY, version bigint);
            CREATE TABLE refused (email text PRIMARY KEY);
            CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM refused WHERE email = new.contact_email) THEN
                    RAISE EXCEPTION 'refused by the fault tests' USING ERRCODE = 'check_violation';
                END IF;
                INSERT INTO effects (entity, version) VALUES (new.owner_id, new.contact_version);
                RETURN new;
            END $$;
            CREATE TRIGGER note_effect BEFORE INSERT ON companies FOR EACH ROW EXECUTE FUNCTION note_effect();
            CREATE FUNCTION note_departure() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO effects (entity, version)
                SELECT new.id, coalesce(max(version), 0)
                    + CASE WHEN EXISTS (SELECT FROM departed_users WHERE id = new.id) THEN 0 ELSE 1 END
                FROM effects WHERE entity = new.id;
                RETURN new;
            END $$;
            CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO deleted VALUES (old.id, old.version + 1);
                RETURN old;
            END $$;
            CREATE TRIGGER note_departure BEFORE INSERT ON departed_users
            FOR EACH ROW EXECUTE FUNCTION note_departure();
            CREATE TRIGGER note_deletion BEFORE DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION note_deletion();
            """;

    private EffectNotes() {}
}
