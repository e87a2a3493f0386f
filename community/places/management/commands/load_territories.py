from community.places.loading import load_territories

from ._files import LoadFiles


class Command(LoadFiles):
    help = "Charge des limites de territoires : GeoJSON, ou une agglomération par la liste de ses membres."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--level", default="", help="departement, agglomeration, city (commune), neighbourhood")
        parser.add_argument("--parent", default="", metavar="CODE", help="le territoire qui contient ceux du fichier")
        parser.add_argument("--code-property", action="append", default=[], metavar="NOM", help="où lire le code")

    def load(self, document, path, options, progress):
        return load_territories(
            document,
            level=options["level"],
            parent=options["parent"],
            code=options["code_property"],
            name=options["name_property"],
            source=options["source"],
            progress=progress,
        )
