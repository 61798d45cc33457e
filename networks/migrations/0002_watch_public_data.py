from django.db import migrations

from alliance.watch import watch


class Migration(migrations.Migration):
    dependencies = [
        ("alliance", "0002_note_public_changes"),
        ("networks", "0001_initial"),
    ]

    operations = watch(
        "networks_city", "networks_network", "networks_network_cities", "networks_role"
    )
