from django.db import migrations

from alliance.watch import watch


class Migration(migrations.Migration):
    dependencies = [("alliance", "0002_note_public_changes"), ("news", "0001_initial")]

    operations = watch(
        "news_post", "news_post_organisations", "news_bearing", "news_picture"
    )
