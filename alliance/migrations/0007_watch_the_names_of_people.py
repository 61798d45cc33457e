from django.db import migrations

# A network's page shows people by name; their logins change nothing there.
CREATE = """
CREATE TRIGGER alliance_user_name_turns_the_version
AFTER UPDATE OF name ON alliance_user
FOR EACH STATEMENT EXECUTE FUNCTION alliance_note_public_change()
"""


class Migration(migrations.Migration):
    dependencies = [("alliance", "0006_fill_in_the_seven_pages")]

    operations = [
        migrations.RunSQL(
            CREATE, "DROP TRIGGER alliance_user_name_turns_the_version ON alliance_user"
        ),
    ]
