"""The town's time zone spelled out for calendars (RFC 5545, 3.6.5): each change of the clocks from a year before a
moment to a year after it, one observance each. Plainer than rules, and read alike by every program."""

from datetime import UTC, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

A_YEAR, A_DAY = timedelta(days=366), timedelta(days=1)


def spelled_out(zone, moment):
    """The VTIMEZONE of `zone` (a ZoneInfo) that an event at `moment` (aware) needs."""
    made = Timezone()
    made.add("tzid", zone.key)
    start = (moment - A_YEAR).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    made.add_component(_observance(start, zone, start))
    day = start
    while day < moment + A_YEAR:
        if _offset(day, zone) != _offset(day + A_DAY, zone):
            made.add_component(_observance(_change(day, zone), zone, day))
        day += A_DAY
    return made


def _offset(moment, zone):
    return moment.astimezone(zone).utcoffset()


def _change(day, zone):
    """The minute, in the day that begins at `day`, from which on another offset holds."""
    low, high = 0, 24 * 60
    while high - low > 1:
        middle = (low + high) // 2
        changed = _offset(day + timedelta(minutes=middle), zone) != _offset(day, zone)
        low, high = (low, middle) if changed else (middle, high)
    return day + timedelta(minutes=high)


def _observance(moment, zone, before):
    """What holds from `moment` on; its beginning is said in the time that held before it."""
    local = moment.astimezone(zone)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("dtstart", (moment + _offset(before, zone)).replace(tzinfo=None))
    made.add("tzoffsetfrom", _offset(before, zone))
    made.add("tzoffsetto", local.utcoffset())
    made.add("tzname", local.tzname())
    return made
