"""What the ground knows of the town's own posts: news and alerts, polls, and what came of them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _titles(pks):
    from .cards import titles

    return titles(pks)


_said = partial(Kind, page="home:said", draw=_draw, official=True, titles=_titles)

NEWS = _said(code="news", label=_("Actualité"), plural=_("Actualités"), icon="newspaper")
POLL = _said(code="poll", label=_("Sondage"), plural=_("Sondages"), icon="vote")
OUTCOME = _said(code="outcome", label=_("Suite donnée"), plural=_("Suites données"), icon="megaphone")
