from django.core.management.base import BaseCommand

from directory.planting import plant


class Command(BaseCommand):
    help = "Crée les catégories de l’annuaire qui manquent."

    def handle(self, **options):
        self.stdout.write(f"Annuaire : {plant()} catégories créées.")
