from django.db import migrations

from alliance.watch import watch


class Migration(migrations.Migration):
    dependencies = [
        ("alliance", "0002_note_public_changes"),
        ("members", "0001_initial"),
    ]

    operations = watch(
        "members_organisation",
        "members_membership",
        "members_profile",
        "members_profile_terms",
        "members_site",
        "members_site_accessibility",
        "members_openinghours",
        "members_credential",
        "members_credential_sites",
        "members_term",
        "members_postalcode",
        "members_directoryentry",
    )
