from django.db import migrations

HASH = """
CREATE FUNCTION alliance_journal_hash(previous text, entry alliance_journalentry)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws('|',
        coalesce(previous, ''),
        entry.id,
        extract(epoch FROM entry.at)::numeric(20, 6),
        coalesce(entry.actor_id::text, ''),
        entry.capacity,
        coalesce(entry.network::text, ''),
        entry.verb,
        coalesce(entry.organisation::text, ''),
        coalesce(entry.subject::text, ''),
        entry.digest
    ), 'UTF8')), 'hex')
$$
"""

# At commit, so that no writer holds the chain while it waits for a row.
SEAL = """
CREATE FUNCTION alliance_seal_journal_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    last alliance_journalseal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('alliance.journal'));
    SELECT * INTO last FROM alliance_journalseal ORDER BY position DESC LIMIT 1;
    INSERT INTO alliance_journalseal (position, entry_id, hash)
    VALUES (
        coalesce(last.position, 0) + 1,
        NEW.id,
        alliance_journal_hash(last.hash, NEW)
    );
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER journal_is_sealed
AFTER INSERT ON alliance_journalentry DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION alliance_seal_journal_entry()
"""

REFUSE = """
CREATE FUNCTION alliance_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal only grows: % of % is refused.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER journal_only_grows
BEFORE UPDATE OR DELETE ON alliance_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION alliance_refuse();
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON alliance_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION alliance_refuse();
CREATE TRIGGER journal_only_grows
BEFORE UPDATE OR DELETE ON alliance_journalseal
FOR EACH STATEMENT EXECUTE FUNCTION alliance_refuse();
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON alliance_journalseal
FOR EACH STATEMENT EXECUTE FUNCTION alliance_refuse();
CREATE TRIGGER journal_details_are_erased_or_stay
BEFORE UPDATE ON alliance_journaldetails
FOR EACH STATEMENT EXECUTE FUNCTION alliance_refuse()
"""

UNDO = """
DROP TRIGGER journal_is_sealed ON alliance_journalentry;
DROP TRIGGER journal_only_grows ON alliance_journalentry;
DROP TRIGGER journal_is_not_emptied ON alliance_journalentry;
DROP TRIGGER journal_only_grows ON alliance_journalseal;
DROP TRIGGER journal_is_not_emptied ON alliance_journalseal;
DROP TRIGGER journal_details_are_erased_or_stay ON alliance_journaldetails;
DROP FUNCTION alliance_refuse();
DROP FUNCTION alliance_seal_journal_entry();
DROP FUNCTION alliance_journal_hash(text, alliance_journalentry)
"""


class Migration(migrations.Migration):
    dependencies = [("alliance", "0008_journal_mail_and_forms")]

    operations = [migrations.RunSQL(HASH + ";" + SEAL + ";" + REFUSE, UNDO)]
