from django.db import migrations


class Migration(migrations.Migration):
    """Once an index of posts' words of its own; 0006_one_index removes it where it was made."""

    dependencies = [("posts", "0001_initial")]
    operations = []
