"""Words that resemble one that was typed: "lampadère" is near to "lampadaire".

Each known word stands under its beginning and under that beginning with one letter left out; what is typed is taken
apart the same way, and a plain index finds words two slips away, as fast among a million as among ten (the way of
SymSpell, W. Garbe 2012). What is near is only proposed if its search finds something this reader may see: that is the
caller's part, for the table knows neither readers nor what was hidden since."""

from django.db import models

from community.places.models import Place
from community.places.words import fold

BEGINNING = 7  # letters of a word that are taken apart
SHORTEST, LONGEST = 4, 30
BATCH = 2000  # posts whose words are learned at a time


class Spelling(models.Model):
    """A word under one of its keys; `post` is the latest post that was read when it was written."""

    key = models.CharField(max_length=BEGINNING)
    word = models.CharField(max_length=LONGEST)
    post = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        app_label = "posts"
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]

    def __str__(self):
        return self.word


def keys_of(word):
    """The beginning of a word, and what it becomes without one of its letters."""
    start = word[:BEGINNING]
    return {start, *(start[:n] + start[n + 1 :] for n in range(len(start)))}


def distance(one, other):
    """How many letters must be put in, left out, changed or swapped with their neighbour (optimal string alignment)."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def resembling(word, limit=3):
    """Known words at most two slips away (one, in short words), the nearest first. One query."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    rows = Spelling.objects.filter(key__in=keys_of(word)).exclude(word=word)
    known = set(rows.values_list("word", flat=True)[:500])
    slips = 1 if len(word) < 6 else 2
    near = sorted((distance(word, other), other) for other in known)
    return [other for slip, other in near if slip <= slips][:limit]


# --- Learning --------------------------------------------------------------------------------------------------------


def learn(batch=BATCH):
    """Read the titles and places of the public posts that came since the last time, and at first the names of the
    town's places (a chore of settings.TICK). Returns how many posts were read."""
    from .models import Post

    last = Spelling.objects.aggregate(last=models.Max("post"))["last"]
    if last is None:
        write(_words(*Place.objects.values_list("name", flat=True)))
    rows = Post.objects.published().filter(pk__gt=last or 0).order_by("pk")
    rows = list(rows.values_list("pk", "title", "place_label")[:batch])
    if rows:
        write(_words(*(text for _pk, *texts in rows for text in texts)), rows[-1][0])
    return len(rows)


def write(words, post=0):
    """Add words to those that are known; `post` marks how far posts have been read."""
    known = [Spelling(key=key, word=word, post=post) for word in sorted(words) for key in sorted(keys_of(word))]
    known.append(Spelling(key="", word="", post=post))  # so that reading goes on from here even if all were known
    Spelling.objects.filter(key="").delete()
    Spelling.objects.bulk_create(known, 500, ignore_conflicts=True)


def unlearn():
    """Forget every word: those of posts that are gone do not come back (a chore of settings.TICK)."""
    Spelling.objects.all().delete()


def _words(*texts):
    folded = fold(" ".join(texts)).replace("_", " ").split()
    return {word for word in folded if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
