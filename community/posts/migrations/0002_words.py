from django.db import migrations

from community.posts.search import install, remove


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
