from django.db import migrations


def fill(apps, schema_editor):
    """Whatever was published before there was a feed."""
    from community.posts.feed import refill

    refill()


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0004_feed'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
