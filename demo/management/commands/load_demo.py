import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from community.places.boundaries import forget
from community.tickets import triage
from demo import addresses, bells, editing, gallery, gathering, ground, household, people, telling, trading
from demo.models import Loaded


class Command(BaseCommand):
    help = "Charge la ville de démonstration : Issy-les-Moulineaux et ses sept voisines, douze semaines de vie."

    def handle(self, **options):
        if Loaded.objects.exists():
            self.stdout.write("La ville de démonstration est déjà chargée : rien n'a changé.")
            return
        if why := ground.obstacle():
            raise CommandError(f"La ville de démonstration ne peut pas être chargée ici : {why}")
        reports = telling.tell()
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # it would tell of every page
        shown = telling.pictures(reports) | editing.pictures() | trading.pictures()
        with gallery.opened(shown, self._painted) as pictures, transaction.atomic():
            now = timezone.now()
            for kind, count in ground.lay().items():
                self.stdout.write(f"  {count} {kind}")
            forget()
            triage.forget()
            members = household.move_in(now)
            self.stdout.write(f"  {len(members)} comptes")
            told = telling.Teller(members, pictures, now).tell(reports)
            self.stdout.write(f"  {told} signalements et leurs suites")
            said = gathering.Square(members, now).fill()
            self.stdout.write(f"  {said} discussions")
            self.stdout.write(f"  {addresses.Addresses(members, now).write()} fiches de l'annuaire")
            ads, things = trading.Market(members, pictures, now).open()
            self.stdout.write(f"  {ads} annonces, {things} objets perdus ou trouvés")
            bells.ring(members, now)
            bells.leave_bookmarks(members, now)
            self.stdout.write(f"  {editing.edit(now, pictures, members)} pages")
        self._say_who()

    def _painted(self, done, total):
        if done % 20 == 0 or done == total:
            self.stdout.write(f"  photos : {done}/{total}")

    def _say_who(self):
        self.stdout.write("La ville de démonstration est chargée. Comptes (mot de passe commun à tous) :")
        for line in people.accounts():
            self.stdout.write(f"  {line}")
