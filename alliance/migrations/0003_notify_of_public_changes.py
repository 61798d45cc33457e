from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION alliance_note_public_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alliance_publicchange (transaction, writes, at)
    VALUES (pg_current_xact_id()::text::bigint, 1, now())
    ON CONFLICT (transaction)
    DO UPDATE SET writes = alliance_publicchange.writes + 1;
    %s
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("alliance", "0002_note_public_changes")]

    operations = [
        migrations.RunSQL(
            FUNCTION % "PERFORM pg_notify('public_change', '');", FUNCTION % ""
        ),
    ]
