from django.db import migrations

SLUGS = [
    "ueber-uns",
    "so-arbeiten-wir",
    "leichte-sprache",
    "kontakt",
    "barrierefreiheit",
    "datenschutz",
    "impressum",
]


def add(apps, _schema_editor):
    page = apps.get_model("alliance", "Page")
    page.objects.bulk_create([page(slug=slug) for slug in SLUGS])


class Migration(migrations.Migration):
    dependencies = [("alliance", "0005_pages")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
