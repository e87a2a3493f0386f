"""The reasons a new town starts with (it edits them afterwards), and the group of those who moderate."""

from django.db import migrations

REASONS = [
    (
        "illegal", True,
        "Contenu illicite", "Illegal content",
        "Interdit par la loi : menace, diffamation, incitation à un délit…",
        "Forbidden by law: threats, defamation, incitement to an offence…",
        "Contenu illicite au sens de l’article 3, point h), du règlement (UE) 2022/2065",
        "Illegal content within the meaning of Article 3(h) of Regulation (EU) 2022/2065",
    ),
    (
        "personal", True,
        "Données personnelles de quelqu’un", "Somebody’s personal data",
        "Nom, adresse, téléphone, plaque ou visage publiés sans accord.",
        "A name, address, phone, number plate or face published without consent.",
        "Règlement (UE) 2016/679 (RGPD), article 6 ; article 226-1 du code pénal",
        "Regulation (EU) 2016/679 (GDPR), Article 6; Article 226-1 of the French criminal code",
    ),
    (
        "hate", True,
        "Haine ou harcèlement", "Hate or harassment",
        "Insultes, discrimination, acharnement contre une personne.",
        "Insults, discrimination, going after one person.",
        "Articles 24 et 33 de la loi du 29 juillet 1881 ; article 222-33-2-2 du code pénal",
        "Articles 24 and 33 of the French Act of 29 July 1881; Article 222-33-2-2 of the criminal code",
    ),
    (
        "spam", False,
        "Publicité ou arnaque", "Spam or scam",
        "Annonce répétée, faux objet, demande d’argent, lien douteux.",
        "Repeated advertising, a thing that does not exist, a request for money, a dubious link.",
        "Règles de Parvis : ni démarchage, ni tromperie",
        "Rules of Parvis: no canvassing, no deceit",
    ),
    (
        "dangerous", False,
        "Dangereux", "Dangerous",
        "Peut blesser quelqu’un : conseil, défi, objet, rendez-vous.",
        "Could hurt somebody: advice, a dare, an object, a meeting.",
        "Règles de Parvis : rien qui mette quelqu’un en danger",
        "Rules of Parvis: nothing that puts anybody in danger",
    ),
    (
        "off-topic", False,
        "Pas à sa place ici", "Off topic here",
        "Rien à voir avec le quartier, ou publié au mauvais endroit.",
        "Nothing to do with the neighbourhood, or said in the wrong place.",
        "Règles de Parvis : on y parle du quartier",
        "Rules of Parvis: it is about the neighbourhood",
    ),
    (
        "other", False,
        "Autre chose", "Something else",
        "Dites-nous quoi ci-dessous.", "Tell us what below.",
        "Règles de Parvis", "Rules of Parvis",
    ),
]  # fmt: skip


def plant(apps, schema_editor):
    Reason = apps.get_model("moderation", "Reason")
    for position, (code, illegal, fr, en, help_fr, help_en, basis_fr, basis_en) in enumerate(REASONS):
        Reason.objects.get_or_create(
            code=code,
            defaults={
                "position": position, "illegal": illegal, "name_fr": fr, "name_en": en, "help_fr": help_fr,
                "help_en": help_en, "basis_fr": basis_fr, "basis_en": basis_en,
            },
        )  # fmt: skip
    _moderators(apps)


def _moderators(apps):
    """Permissions are otherwise made after all migrations: too late for a group that needs one."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    case, _made = ContentType.objects.get_or_create(app_label="moderation", model="case")
    moderate, _made = Permission.objects.get_or_create(
        content_type=case, codename="moderate", defaults={"name": "Modérer"}
    )
    admin, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    door, _made = Permission.objects.get_or_create(
        content_type=admin, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group, _made = Group.objects.get_or_create(name="Modération")
    group.permissions.add(moderate, door)


class Migration(migrations.Migration):

    dependencies = [
        ("moderation", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
