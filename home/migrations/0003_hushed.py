from django.db import migrations, models


def hidden_for_want_of_a_page(apps, _schema):
    """Until now a page that was published again showed its post whoever had hidden it: so it stays for those."""
    rows = apps.get_model("home", "Announcement").objects.filter(hidden_at__isnull=False)
    for pk, at in rows.values_list("pk", "hidden_at"):
        apps.get_model("home", "Announcement").objects.filter(pk=pk).update(hushed_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_official_voice"),
    ]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="hushed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(hidden_for_want_of_a_page, migrations.RunPython.noop),
    ]
