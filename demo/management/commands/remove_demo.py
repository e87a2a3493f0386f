import logging

from django.core.management.base import BaseCommand

from demo.leaving import leave
from demo.models import Loaded


class Command(BaseCommand):
    help = "Retire la ville de démonstration, exactement ce que load_demo a chargé."

    def handle(self, **options):
        if not Loaded.objects.exists():
            self.stdout.write("La ville de démonstration n'est pas chargée : rien à retirer.")
            return
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # it would tell of every page
        kept = leave()
        self.stdout.write("La ville de démonstration est retirée.")
        for kind, count in kept.items():
            self.stdout.write(f"Gardé, car utilisé depuis : {count} {kind}.")
