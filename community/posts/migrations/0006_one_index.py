from django.db import migrations

OURS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS post_words_new",
        "DROP TRIGGER IF EXISTS post_words_gone",
        "DROP TRIGGER IF EXISTS post_words_moved",
        "DROP TABLE IF EXISTS post_words",
    ],
    "postgresql": ["DROP INDEX IF EXISTS post_words"],
}


def remove(apps, schema_editor):
    for statement in OURS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Words are found in Wagtail's index (community.posts.index), whose triggers come after every `migrate`."""

    dependencies = [
        ("posts", "0005_fill_feed"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
