"""The square of the demo town: what `square.py` says of people, groups, discussions and messages, written down through
the verbs that neighbours use. Nobody is sent a mail about the past."""

from datetime import timedelta

from django.utils import timezone
from taggit.models import Tag

from community.conversations.models import Participant
from community.conversations.opening import begin
from community.conversations.saying import say
from community.groups.founding import found
from community.groups.models import Membership
from community.members.badges import Award, Badge
from community.members.models import MemberPlace, Profile, Skill
from community.moderation.access import let_in
from community.moderation.models import Case, Flag, Reason
from community.newspaper.models import Edition, State
from community.notifications.models import Level, Volume
from community.places.models import Territory
from community.posts import thread
from community.posts.models import Post
from community.posts.spelling import learn
from community.posts.tagging import put_tags
from community.posts.watching import watch_topic
from community.posts.where import Where
from discussions.models import Discussion

from . import people, square
from .models import Loaded
from .telling import moment

CAST = [key for key, *_home in people.CAST]
# Words in a report's title, and the tag it gets.
TAGGED = {"vélo": "vélo", "piste": "vélo", "arbre": "arbres", "tilleul": "arbres", "école": "école", "banc": "banc"}


class Square:
    """Who is who and where, while they talk."""

    def __init__(self, household, now):
        self.household, self.now = household, now
        self.territories = {territory.code: territory for territory in Territory.objects.all()}
        self.groups, self.discussions = {}, {}

    def fill(self):
        """Everything, from who they are to what they write in private. Returns the number of discussions."""
        tags_before = list(Tag.objects.values_list("pk", flat=True))
        for key, said in square.PROFILES.items():
            self._introduce(self.household[key], *said)
        self._badges()
        for group in square.GROUPS:
            self._gather(*group)
        for said in sorted(square.DISCUSSIONS, key=lambda said: -said[0]):
            self._discuss(*said)
        Loaded.objects.note(*self.discussions.values(), kind=Post)
        self._tag_reports()
        self._follow()
        for letters in square.MESSAGES:
            self._write(*letters)
        self._moderate()
        self._turn_the_volume()
        Loaded.objects.note(*Tag.objects.exclude(pk__in=tags_before))
        learn()
        return len(self.discussions)

    def _at(self, days):
        return moment(self.now, days * 24)

    def _introduce(self, member, about, skills, languages):
        Profile.objects.create(member=member, about=about, languages=languages.split(), show_neighbourhood="everyone")
        for place, name in enumerate(skills):
            Skill.objects.create(member=member, name=name, position=place)

    def _badges(self):
        badges = {badge.code: badge for badge in Badge.objects.all()}
        for key, (code, detail) in square.BADGES.items():
            given_by = self.household[people.ADMIN[0]]
            Award.objects.create(member=self.household[key], badge=badges[code], detail=detail, given_by=given_by)

    def _gather(self, key, name, openness, home, about, rules, organiser, members, asking):
        at = self.now - timedelta(days=60)
        group = found(
            self.household[organiser], name, at=at, openness=openness, territory=self.territories[home], about=about,
            rules=rules,
        )  # fmt: skip
        inside = {"joined_at": at + timedelta(days=2), "accepted_at": at + timedelta(days=2)}
        for who in members:
            Membership.objects.create(group=group, member=self.household[who], **inside)
        for who in asking:
            word = "Bonjour, j'habite au 10 depuis septembre."
            Membership.objects.create(group=group, member=self.household[who], asked_at=self._at(0.4), word=word)
        self.groups[key] = group
        Loaded.objects.note(group)

    def _discuss(self, days, who, home, title, text, tags, group, replies):
        group = self.groups.get(group)
        territory = group.territory if group else self.territories[home]
        at = self._at(days)
        said = Discussion.objects.say(
            self.household[who], title, text, Where("", "", territory, group), tags=tags, at=at, quietly=True
        )
        self.discussions[title] = said
        for turn, (neighbour, hours, words) in enumerate(replies):
            then = min(at + timedelta(hours=hours), self.now - timedelta(minutes=20 - turn))
            thread.say(said, self.household[neighbour], words, at=then, quietly=True)

    def _tag_reports(self):
        for post in Post.objects.filter(kind="incident", pk__in=Loaded.objects.keys(Post)):
            tags = {tag for word, tag in TAGGED.items() if word in post.title.lower()}
            put_tags(post, sorted(tags))

    def _follow(self):
        for key, topics in square.FOLLOWS.items():
            for topic in topics:
                watch_topic(self.household[key], topic)
        for key, places in square.PLACES.items():
            for label, name, home, reach in places:
                where = {"territory": self.territories[home], "reach": reach}
                MemberPlace.objects.create(member=self.household[key], label=label, name=name, **where)

    def _write(self, one, other, about, letters):
        one, other = self.household[one], self.household[other]
        post = self.discussions.get(about)
        first, *more = [(self.household[who], self._at(days), words) for who, days, words in letters]
        message = begin(first[0], other if first[0] == one else one, first[2], post=post, at=first[1])
        for who, at, words in more:
            say(message.conversation, who, words, at=at)
        Participant.objects.filter(conversation=message.conversation_id).update(tell_at=None)

    def _moderate(self):
        """Who decides, and what waits for them."""
        for key in square.MODERATORS:
            let_in(self.household[key])
        reasons = {reason.code: reason for reason in Reason.objects.all()}
        for title, begins, code, flags in square.FLAGS:
            comment = self.discussions[title].comments.get(text__startswith=begins)
            self._flag(comment, title, reasons[code], flags)

    def _flag(self, comment, title, reason, flags):
        topic, first = f"comment:{comment.pk}", self._at(flags[0][1])
        case = Case.objects.create(topic=topic, kind="comment", author=comment.author, opened_at=first)
        Loaded.objects.note(case)
        link = f"/posts/{comment.post_id}/#c{comment.number}"
        seen = {"quote": comment.text, "label": title, "link": link, "author_name": comment.author.name}
        for who, days, words in flags:
            flagger, at = self.household[who], self._at(days)
            about = {"topic": topic, "reason": reason, "words": words, "language": flagger.language}
            Flag.objects.create(case=case, flagger=flagger, created_at=at, **about, **seen)

    def _turn_the_volume(self):
        """This morning's paper is out already; tomorrow's is for the cast alone, not to fill the screen with mails."""
        today = timezone.localdate(self.now)
        quiet = [member for key, member in self.household.items() if key not in CAST]
        Volume.objects.bulk_create([Volume(member=member, level=Level.QUIET) for member in quiet])
        out = {"state": State.SENT, "next_at": None, "sent_at": self.now}
        Edition.objects.bulk_create([Edition(member=self.household[key], on=today, **out) for key in CAST])
