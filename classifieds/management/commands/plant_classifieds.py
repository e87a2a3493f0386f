from django.core.management.base import BaseCommand

from classifieds.planting import plant


class Command(BaseCommand):
    help = "Crée les catégories d’annonces et les règles sur les objets réglementés, là où elles manquent."

    def handle(self, **options):
        self.stdout.write(f"Annonces : {plant()} catégories et règles ajoutées.")
