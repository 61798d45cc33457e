"""For migrations: let every write to a table turn the version of the public data."""

from django.db import migrations


def watch(*tables: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER {table}_is_public"
            f" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION alliance_note_public_change()",
            f"DROP TRIGGER {table}_is_public ON {table}",
        )
        for table in tables
    ]
