from django.db import migrations

CREATE = """
CREATE FUNCTION alliance_note_public_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alliance_publicchange (transaction, writes, at)
    VALUES (pg_current_xact_id()::text::bigint, 1, now())
    ON CONFLICT (transaction)
    DO UPDATE SET writes = alliance_publicchange.writes + 1;
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("alliance", "0001_initial")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION alliance_note_public_change()"),
    ]
