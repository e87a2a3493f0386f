from django.db import migrations

BADGES = [
    ("association", "Association", "Association", "users-round"),
    ("caretaker", "Gardien·ne d'immeuble", "Caretaker", "key-round"),
    ("elected", "Élu·e de la ville", "Elected official", "landmark"),
    ("agent", "Agent de la ville", "City agent", "building-2"),
    ("moderator", "Équipe de modération", "Moderation team", "shield-check"),
]
NAMES = [
    "mairie", "maire de", "maire d", "adjoint au maire", "adjointe au maire", "élu de", "élue de", "gardien d'immeuble", "gardienne d'immeuble", "ville de", "ville d", "commune de",
    "conseil municipal", "préfecture", "police", "gendarmerie", "pompiers", "service public", "services techniques",
    "modérateur", "modératrice", "modération", "administrateur", "administratrice", "parvis",
]  # fmt: skip
ADDRESSES = ["me", "welcome", "new", "search", "admin", "parvis", "moderation", "system", "all", "tous", "everyone"]


def plant(apps, schema_editor):
    """What a town will most likely want; it may change all of it in the admin."""
    for position, (code, fr, en, icon) in enumerate(BADGES):
        row = {"name_fr": fr, "name_en": en, "icon": icon, "position": position}
        apps.get_model("members", "Badge").objects.get_or_create(code=code, defaults=row)
    for words in NAMES:
        apps.get_model("members", "ReservedName").objects.get_or_create(words=words)


def free_addresses(apps, schema_editor):
    """Who has an address of ours as their handle gets another: their profile could not be reached."""
    for member in apps.get_model("members", "Member").objects.filter(handle__in=ADDRESSES):
        member.handle = f"{member.handle}-{member.pk}"
        member.save(update_fields=["handle"])


class Migration(migrations.Migration):
    dependencies = [("members", "0003_profiles")]
    operations = [
        migrations.RunPython(plant, migrations.RunPython.noop),
        migrations.RunPython(free_addresses, migrations.RunPython.noop),
    ]
