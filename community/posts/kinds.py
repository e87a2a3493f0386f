"""The kinds of posts there are (settings.POST_KINDS): what feed, map and search say of each without knowing any."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Kind:
    """`label` and `plural` are words to translate, `icon` a lucide name, `page` the name of the address that takes a
    post's id; `draw` is (ids) -> {id: HTML of its card} in the active language; `subjects` is (post) -> the topics that
    may be followed because of it besides its author, tags and territory ("category:pothole"), and `offers` is () ->
    [(such a topic, its name in the active language)] of all there are.

    `new` is the name of the address where a member publishes one ("" where only staff do), `invites` the words of
    that button, `when` says when to use it; `in_groups` whether it may be said in a group; `phased` whether its phases
    say something on a map (its pins then have their shapes, those of other kinds the kind's icon); `official` whether a
    public body speaks in it; `titles` is (ids) -> {id: title in the active language} where it has several; `secrets`
    are the fields of its form that are kept with the post alone, and in no draft."""

    code: str
    label: str
    plural: str
    icon: str
    page: str
    draw: callable
    subjects: callable = lambda post: ()
    offers: callable = lambda: ()
    new: str = ""
    invites: str = ""
    when: str = ""
    in_groups: bool = False
    phased: bool = False
    official: bool = False
    titles: callable = None
    secrets: tuple = ()


@cache
def kinds():
    """{code: Kind}, in the order of the settings."""
    return {code: import_string(path) for code, path in settings.POST_KINDS.items()}


def is_official(post):
    """Whether a public body speaks in a post."""
    return post.kind in kinds() and kinds()[post.kind].official
