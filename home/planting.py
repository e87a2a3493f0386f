"""The pages a fresh installation starts with: a home, news and help in each language, and the site that serves them."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from .models import HelpPage, HomePage, NewsIndexPage

EDITORS = "Rédaction"
# The same slugs in each language: an address shared by a French reader opens in English for an English one.
WORDS = {
    "fr": {
        "home": {
            "title": "Parvis",
            "welcome": "Un trou, un lampadaire, une idée ? Dites-le ici.",
            "intro": "Les voisins confirment, en parlent, le service compétent répond : tout se lit au même endroit.",
        },
        "news": {"title": "Actualités", "slug": "actualites"},
        "help": {"title": "Aide", "slug": "aide", "summary": "Signaler, suivre, comprendre qui répond."},
    },
    "en": {
        "home": {
            "title": "Parvis",
            "welcome": "A pothole, a street light out, an idea? Say it here.",
            "intro": "Neighbours confirm it and talk it over, the right service answers, all of it in one place.",
        },
        "news": {"title": "News", "slug": "actualites"},
        "help": {"title": "Help", "slug": "aide", "summary": "Reporting, following, knowing who answers."},
    },
}


@transaction.atomic
def plant():
    """Make what is absent of the site, its home page and their translations; what stands is left as it is.

    Returns the French home page.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in WORDS}
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site.root_page.specific if site else None
    if not isinstance(home, HomePage):
        home = _home(site, locales["fr"])
    homes = {home.locale.language_code: home} | {
        page.locale.language_code: page for page in home.get_translations().select_related("locale")
    }
    for code, locale in locales.items():
        homes.setdefault(code, None)
        homes[code] = homes[code] or _translated(home, locale)
    for model, name in ((NewsIndexPage, "news"), (HelpPage, "help")):
        _pair(model, name, homes, locales)
    _desk_of_editors()
    return home


def _home(site, locale):
    """The first home page, which takes the place of Wagtail's own welcome page."""
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = root.add_child(instance=HomePage(slug="parvis", locale=locale, **WORDS["fr"]["home"]))
    if site is None:
        Site.objects.create(hostname="localhost", port=80, is_default_site=True, root_page=home, site_name="Parvis")
        return home
    welcome, site.root_page = site.root_page, home
    site.save()
    if type(welcome.specific) is Page and not welcome.is_root() and not welcome.get_children().exists():
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def _translated(home, locale):
    code = locale.language_code
    words, key = WORDS[code]["home"], home.translation_key
    page = HomePage(slug=f"{home.slug}-{code}", locale=locale, translation_key=key, **words)
    return Page.objects.get(pk=home.pk).get_parent().add_child(instance=page)


def _pair(model, name, homes, locales):
    """A page below each home, as translations of one another."""
    key = None
    for code, locale in locales.items():
        words = WORDS[code][name]
        page = model.objects.child_of(homes[code]).filter(slug=words["slug"]).first()
        if page is None:
            parent = Page.objects.get(pk=homes[code].pk)
            page = parent.add_child(instance=model(locale=locale, **words, **({"translation_key": key} if key else {})))
        key = key or page.translation_key


def _desk_of_editors():
    """The group of those who write: news, alerts, polls, outcomes and their pictures, and nothing else of the admin.
    Once it is there, what an administrator has made of it stands."""
    group, created = Group.objects.get_or_create(name=EDITORS)
    if not created:
        return
    wanted = [("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation")]
    for app, codename in wanted:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    for page in NewsIndexPage.objects.all():
        for permission in _permissions(Page, "add", "change", "publish"):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    for permission in _permissions(Image, "add", "change", "choose") if root else ():
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _permissions(model, *acts):
    of_model = Permission.objects.filter(content_type__app_label=model._meta.app_label)
    return of_model.filter(codename__in=[f"{act}_{model._meta.model_name}" for act in acts])
