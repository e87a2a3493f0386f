"""What the rooms plug into the ground below them: names of modules and functions, read where they are used, so that no
room below imports one above. A key of a dictionary says what it is asked about; nothing here is set by an operator.

A room is taken out by its lines here, in INSTALLED_APPS and in community/urls.py."""

# --- The clock, and the first day ------------------------------------------------------------------------------

# What `manage.py tick` does, and how often (seconds).
TICK = {
    "community.posts.photos.sweep_photos": 60,
    "community.posts.photos.forget_originals": 6 * 3600,
    "community.posts.photos.forget_unattached": 3600,
    "community.posts.arrivals.forget_arrivals": 3600,
    "community.posts.drafts.forget_untouched": 24 * 3600,
    "community.notifications.mail.sweep_mail": 60,
    "community.notifications.push.sweep_pushes": 60,
    "community.notifications.push.forget_sent": 24 * 3600,
    "community.notifications.crowds.forget_rounds": 24 * 3600,
    "community.moderation.erasing.erase_removed": 24 * 3600,
    "community.conversations.telling.tell_due": 30,
    "community.conversations.closing.close_what_has_ended": 3600,
    "community.posts.spelling.learn": 300,
    "community.posts.spelling.unlearn": 30 * 24 * 3600,
    "community.newspaper.issuing.issue_due": 60,
    "community.handovers.parting.end_what_cannot_go_on": 600,
    "community.handovers.silence.break_silence": 60,
    "community.handovers.reminding.remind": 60,
    "classifieds.renewing.warn_and_close": 600,
    "classifieds.loans.reminding.remind_due": 600,
    "classifieds.letters.tell_gathered": 300,
    "classifieds.letters.forget_hits": 24 * 3600,
    "classifieds.listed.mend": 24 * 3600,
    "directory.counting.count": 600,
    "directory.owning.remind": 24 * 3600,
    "directory.claiming.let_go": 24 * 3600,
    "lost_found.asking.ask_still_lost": 6 * 3600,
    "lost_found.asking.let_go_of_old": 6 * 3600,
    "lost_found.asking.forget_private": 24 * 3600,
    "incidents.upkeep.forget_unconfirmed": 3600,
    "home.collecting.collect_due": 300,
    "home.voice.clock.publish_scheduled": 60,
    "home.voice.clock.close_polls": 60,
    "home.voice.posting.mend": 600,
    "community.upkeep.results.resume_stuck": 300,
    "community.upkeep.results.prune_results": 24 * 3600,
    "community.upkeep.results.forget_sessions": 24 * 3600,
}
# What `manage.py prepare` runs: once on a new database, and before each later start.
FIRST_RUN = ["plant", "plant_classifieds", "plant_directory"]
EVERY_RUN = []

# --- Open pages --------------------------------------------------------------------------------------------------

# Who may listen to a live topic: its prefix, and a question (member, rest of the topic) -> bool.
LIVE_TOPICS = {
    "post": "community.posts.live.may_listen",
    "feed": "community.posts.live.may_hear_feed",
    "member": "community.notifications.live.may_listen",
    "desk": "community.tickets.live.may_listen",
    "conversation": "community.conversations.live.may_listen",
    "group": "community.groups.live.may_listen",
    "handover": "community.handovers.live.may_listen",
}
# Whose doings are kept from a member's open pages: a question (member) -> ids.
LIVE_APART = "community.members.blocks.unseen_ids"
# Topics whose readers are counted ("4 voisins lisent").
LIVE_PRESENCE = ["post"]

# --- Members -----------------------------------------------------------------------------------------------------

# What a block takes back besides: acts (member, other).
BLOCKED = ["community.notifications.parting.part", "community.handovers.parting.end_between"]
# What goes on with a member ends before their account goes, and whoever waits for them is told: acts (member), within
# the transaction of its deletion.
MEMBER_LEAVES = [
    "community.handovers.parting.end_all_of",
    "classifieds.leaving.take_away",
    "lost_found.leaving.take_away",
    "directory.leaving.let_go",
    "community.posts.drafts.forget_all_of",
]
# What a member's own page leads to, after what stands there: questions (member) -> Line (community.members.mine).
MINE = ["community.handovers.mine.line", "classifieds.mine.line", "directory.mine.line"]
# What leaving a group takes with it: acts (group, member, whether their posts go too).
GROUP_LEFT = ["community.posts.group_leaving.be_gone"]
# Names of public bodies that nobody takes for their own: questions () -> names, besides the list in the admin.
OFFICIAL_NAMES = ["community.tickets.words.authority_names"]

# --- Notifications -----------------------------------------------------------------------------------------------

# What a kind of notification is about, so that a member may turn it up or down (community.notifications.subjects):
# answers, replies, comments, confirmations, around, messages, groups, news, alerts, account.
NOTICES = {
    "ticket_received": "answers",
    "ticket_answered": "answers",
    "ticket_waiting": "answers",
    "ticket_state": "answers",
    "ticket_transferred": "answers",
    "ticket_resolved": "answers",
    "ticket_refused": "answers",
    "ticket_reopened": "answers",
    "reply": "replies",
    "mention": "replies",
    "comment": "comments",
    "discussion_settled": "comments",
    "confirmed": "confirmations",
    "new_post": "around",
    "photo_refused": "account",
    "group_asked": "groups",
    "group_accepted": "groups",
    "group_declined": "groups",
    "group_invited": "groups",
    "group_role": "groups",
    "group_ended": "groups",
    "group_post": "groups",
    "flag_received": "account",
    "flag_decided": "account",
    "moderation_decision": "account",
    "appeal_decided": "account",
    "moderation_waiting": "account",
    "message": "messages",
    "handover": "handovers",
    "loan": "handovers",
    "ad_held": "account",
    "ad_collection": "handovers",
    "ad_not_collected": "handovers",
    "ad_found": "handovers",
    "ad_letter": "handovers",
    "ad_cheaper": "handovers",
    "ad_free_again": "handovers",
    "ad_gone": "handovers",
    "ad_ending": "handovers",
    "ad_ended": "handovers",
    "claim_waiting": "account",
    "claim_rival": "account",
    "claim_decided": "account",
    "claim_check": "account",
    "entry_wrong": "account",
    "recommendation_new": "replies",
    "recommendation_answered": "replies",
    "advice_found": "comments",
    "match_lost": "replies",
    "match_found": "replies",
    "item_still_lost": "account",
    "item_closed": "account",
    "item_returned": "comments",
    "item_refused": "handovers",
    "item_number_found": "replies",
    "news": "news",
    "alert": "alerts",
    "poll": "news",
    "outcome": "news",
}
# What the law wants told: mailed at once whatever the volume, the holiday or the day's cap (Regulation (EU) 2022/2065,
# art. 16, 17 and 20).
MAILED_ANYWAY = {"flag_received", "flag_decided", "moderation_decision", "appeal_decided"}
# What stands first in the morning paper, by kind; then the city's answers, then all other kinds in their order.
NEWSPAPER_FRONT = ["news", "poll"]

# --- Posts -------------------------------------------------------------------------------------------------------

# The kinds of posts, in the order in which they are offered.
POST_KINDS = {
    "incident": "incidents.kind.KIND",
    "classified": "classifieds.kind.KIND",
    "discussion": "discussions.kind.KIND",
    "advice": "directory.kind.ADVICE",
    "lost_found": "lost_found.kind.KIND",
    "news": "home.voice.kinds.NEWS",
    "poll": "home.voice.kinds.POLL",
    "outcome": "home.voice.kinds.OUTCOME",
}
# What a profile shows of what its member published lately: a question (member, reader) -> cards.
PROFILE_POSTS = "community.posts.lately.by_member"
# Told that a post was hidden or shown again: acts (post), within the transaction.
POST_HIDDEN = ["classifieds.listed.moderated"]
# What features above the posts have found by words: {name: its Source} (community.posts.index).
INDEXED = {"entries": "directory.index.SOURCE"}
# Who may fetch a photo's private original: a question (member, photo) -> bool.
PHOTO_ORIGINAL_POLICY = "community.tickets.access.may_see_original"
# Told that a photo is ready, or refused, by the first word of its holder: (id of the holder) -> None.
PHOTO_HOLDERS = {
    "message": "community.conversations.photos.changed",
    "draft": "community.posts.drafts.photo_changed",
    "loan_out": "classifieds.loans.photos.changed",
    "loan_back": "classifieds.loans.photos.changed",
}
REOPEN_BY = "home.town.reopen_by"  # how many neighbours' "no" open a case again: () -> int

# --- Moderation --------------------------------------------------------------------------------------------------

# What may be flagged: the first word of its topic, and who finds, hides and shows it (community.moderation.things).
FLAGGED = {
    "post": "community.moderation.flagged.posts",
    "comment": "community.moderation.flagged.comments",
    "member": "community.moderation.flagged.members",
    "group": "community.moderation.flagged.groups",
    "message": "community.conversations.flagged",
    "giver": "community.handovers.flagged.givers",
    "taker": "community.handovers.flagged.takers",
    "recommendation": "directory.flagged",
    "ad": "classifieds.holding",
}
# Whether a member may publish now: a question (member) -> None, or the moment until when they may not.
MAY_PUBLISH = "community.moderation.limits.limited_until"

# --- Hand-overs, ads, the directory, lost and found --------------------------------------------------------------

# What a kind of post has to hand over: its module (community.handovers.kinds says what stands in it).
HANDED_OVER = {"classified": "classifieds.handing.HANDED_OVER", "lost_found": "lost_found.handing.HANDED_OVER"}
# What features say on top of a private conversation: questions (request, conversation, member) -> HTML or "".
CONVERSATION_PANELS = ["community.handovers.panel.panel"]
# Told that an ad is over, for whatever reason: acts (ad), within the transaction.
AD_OVER = ["classifieds.favouring.gone", "classifieds.holding.withdrawn", "home.collecting.ad_over"]
# Public places to meet at, for an appointment: a question (lat, lon) -> [Meeting] (community.handovers.places).
MEETING_PLACES = "directory.meeting.near"
# The desks to go to about a category of reports: a question (category) -> [(name, address of its page, number to show,
# number to dial, whether it is open in words)].
DESKS = "directory.desks.of"
# The town's lost-property office: a question () -> (name, address of its page here, phone), or None ("": none).
LOST_OFFICE = "directory.lost_office.of_the_town"
