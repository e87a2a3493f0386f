from django.core.management.base import BaseCommand

from demo import people
from demo.models import Loaded


class Command(BaseCommand):
    help = "Dit les comptes de la ville de démonstration, si elle est chargée."

    def handle(self, **options):
        if Loaded.objects.exists():
            self.stdout.write("Comptes de démonstration :")
            for line in people.accounts():
                self.stdout.write(f"  {line}")
