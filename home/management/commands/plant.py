from django.core.management.base import BaseCommand

from home.planting import plant


class Command(BaseCommand):
    help = "Crée le site, l'accueil, les actualités et l'aide, dans chaque langue, là où ils manquent."

    def handle(self, **options):
        plant()
        self.stdout.write("Les pages d'accueil, d'actualités et d'aide sont en place.")
