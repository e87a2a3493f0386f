"""The lines of a feed as HTML: the posts' own cards, and a card for each answer of the city. Kept, and nobody's own."""

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from community.posts.cards import KEPT, cards_by_id
from community.posts.kinds import kinds
from community.posts.models import Comment


def drawn(lines):
    """[(line, safe HTML)], without those that can no longer be drawn. No query when all are kept."""
    language = get_language()
    posts = cards_by_id({line.post: line.sequence for line in lines if line.comment is None}.items(), language)
    answers = _answers([line for line in lines if line.comment is not None], language)
    found = [(line, posts.get(line.post) if line.comment is None else answers.get(line.comment)) for line in lines]
    return [(line, html) for line, html in found if html]


def _answers(lines, language):
    keys = {line.comment: f"answer:{line.comment}:{line.sequence}:{language}" for line in lines}
    kept = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in kept]
    if missing:
        rows = Comment.objects.filter(pk__in=missing, removed_at=None).select_related("post")
        fresh = {keys[row.pk]: _answer(row, language) for row in rows}
        cache.set_many(fresh, KEPT)
        kept |= fresh
    return {pk: mark_safe(kept[key]) for pk, key in keys.items() if key in kept}  # noqa: S308  our own template's output


def _answer(comment, language):
    words = comment.facts.get(f"words_{language}") or comment.facts.get("words_fr") or ""
    repeats = comment.text == comment.facts.get("words_fr")
    page = kinds()[comment.post.kind].page
    return render_to_string(
        "home/feed/answer.html",
        {
            "voice": comment.voice,
            "said": "" if repeats else comment.text,
            "words": words,
            "phase": comment.facts.get("phase", ""),
            "title": comment.post.title,
            "place": comment.post.place_label,
            "url": f"{reverse(page, args=[comment.post_id])}#c{comment.number}",
            "when": comment.created_at,
        },
    )
