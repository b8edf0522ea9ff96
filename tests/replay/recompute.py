#!/usr/bin/env python3
"""What a loyalty programme comes to on the hotel-bookings CSV, worked out a second time.

recompute.py BOOKINGS PROGRAMME [--days A..B] [--seed N] [--begun] [--against FILE]

Reads the bookings (plain, .xz or .gz) and the programme's file and follows what README and the
schema say of both, without a line of the module's. Prints the totals as JSON; with --against it
compares them with those in FILE, as `stammgast replay --programme --json` or `stammgast programme
simulate --json` print them ("-" is standard input), and exits 1 where one differs.

Not known here, and refused: budgets, rolling windows, rollover, lifetime tiers, soft landing, and
more than one version within the bookings' days.
"""
import argparse
import csv
import datetime
import functools
import gzip
import json
import lzma
import sys
from collections import Counter, defaultdict

MASK = (1 << 64) - 1
EPOCH = datetime.date(1970, 1, 1).toordinal()
MONTHS = ("January February March April May June July August September October November "
          "December").split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
FIRST_DAY = datetime.date(2015, 7, 1).toordinal() - EPOCH
PROPERTY = {"Resort Hotel": "RESORT", "City Hotel": "CITY"}
ENDS = {"Check-Out": "stayed", "Canceled": "cancelled", "No-Show": "no_show"}
NEVER = 10 ** 9


# ---- days --------------------------------------------------------------------------------
def day_of(year, month, day):
    return datetime.date(year, month, day).toordinal() - EPOCH


def civil(day):
    return datetime.date.fromordinal(day + EPOCH)


def parse_day(text):
    return datetime.date.fromisoformat(text).toordinal() - EPOCH


@functools.lru_cache(maxsize=None)
def add_months(day, months):
    date = civil(day)
    month = date.year * 12 + date.month - 1 + months
    last = day_of(month // 12 + (month % 12 == 11), (month + 1) % 12 + 1, 1) - 1
    first = day_of(month // 12, month % 12 + 1, 1)
    return min(first + date.day - 1, last)


# ---- the bookings, and whose they are ------------------------------------------------------
class Random:
    """splitmix64 on streams, as cli/random.h says."""

    def __init__(self, seed, stream):
        self.state = self.mix(seed) ^ self.mix((stream + 0x9E3779B97F4A7C15) & MASK)

    @staticmethod
    def mix(value):
        value = ((value ^ value >> 30) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ value >> 27) * 0x94D049BB133111EB) & MASK
        return value ^ value >> 31

    def below(self, limit):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return (self.mix(self.state) >> 32) * limit >> 32


class Stay:
    """A booking and, once it is looked at, what came of it."""

    def __init__(self, line, row):
        self.row = row
        self.property = PROPERTY[line["hotel"]]
        self.end = ENDS[line["reservation_status"]]
        self.arrival = day_of(int(line["arrival_date_year"]),
                              MONTHS.index(line["arrival_date_month"]) + 1,
                              int(line["arrival_date_day_of_month"]))
        self.nights = int(line["stays_in_weekend_nights"]) + int(line["stays_in_week_nights"])
        self.departure = self.arrival + self.nights
        self.booked = self.arrival - int(line["lead_time"])
        month, day, year = map(int, line["reservation_status_date"].split("/"))
        self.status_day = day_of(year, month, day)
        self.repeated = line["is_repeated_guest"] == "1"
        stayed = self.end == "stayed"
        self.room_type = line["assigned_room_type" if stayed else "reserved_room_type"].strip()
        self.channel = line["distribution_channel"]
        whole, _, part = line["adr"].partition(".")
        rate = int(whole + part.ljust(4, "0"))
        self.rate = f"{'-' * (rate < 0)}{abs(rate) // 10000}.{abs(rate) // 100 % 100:02}"
        # Ten-thousandths times nights, rounded half up to cents.
        self.charge = (rate * self.nights + 50) // 100 if stayed else 0
        self.ended = max(self.status_day, self.arrival if stayed else self.booked)
        self.begin_half = 2 * self.arrival + (self.nights > 0)
        self.end_half = 2 * self.departure if self.nights else 2 * self.arrival + 1
        self.over = self.looked = False
        self.state = self.reason = self.tier = self.counted = None


def read_bookings(path, first, last):
    opener = lzma.open if path.endswith(".xz") else gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        stays = [Stay(line, row) for row, line in enumerate(csv.DictReader(file), 1)]
    return [s for s in stays if first <= s.arrival - FIRST_DAY + 1 <= last]


def assign_guests(stays, seed):
    """Stays by guest: a repeated one is drawn from those who booked that hotel before."""
    def minute(stay):
        return stay.booked * 1440 + 660 + Random(seed, stay.row).below(120)

    random = Random(seed, 1 << 20)
    seen, guests = defaultdict(list), []
    for _, index in sorted((minute(s), i) for i, s in enumerate(stays)):
        stay = stays[index]
        known = seen[stay.property]
        if stay.repeated and known:
            guests[known[random.below(len(known))]].append(stay)
        else:
            known.append(len(guests))
            guests.append([stay])
    return guests


# ---- rules -----------------------------------------------------------------------------------
def fits(names, name):
    if not names:
        return True
    if names.get("only"):
        return name in names["only"]
    return name not in (names.get("except") or ())


def rounded(amount, rule):
    """amount · points / units, to multiples of the step; amounts are not negative here."""
    step = rule.get("step") or 1
    top, bottom = amount * rule["points"], (rule.get("units") or 1) * step
    whole, left = divmod(top, bottom)
    how = rule.get("rounding") or "half_up"
    up = {"half_up": 2 * left >= bottom and left > 0,
          "half_even": 2 * left > bottom or (2 * left == bottom and whole % 2 == 1),
          "up": left > 0, "ceiling": left > 0, "down": False, "floor": False}[how]
    return (whole + up) * step


def met(tree, sums):
    return bool(tree) and all(
        all(met(part, sums) for part in value) if key == "all" else
        any(met(part, sums) for part in value) if key == "any" else
        sums[key] >= value for key, value in tree.items() if value is not None)


class Programme:
    def __init__(self, file, begun, first, last):
        versions = file["versions"]
        for version in versions:
            version["day"] = parse_day(version["from"])
        if begun:
            versions[0]["day"] = -NEVER
        if any(first < version["day"] <= last for version in versions):
            sys.exit("recompute.py: a version begins within the bookings' days")
        in_force = [v for v in versions if v["day"] <= first]
        if not in_force:
            sys.exit("recompute.py: the programme begins after the last booking; see --begun")
        self.version = version = in_force[-1]
        self.stays = version.get("stays") or {}
        self.delay = self.stays.get("delay_days") or 3
        self.delays = max([3] + [(v.get("stays") or {}).get("delay_days") or 3
                                 for v in versions])
        self.basis = version.get("basis") or "departure"
        self.rules = version["earn"]
        self.spend = version.get("spend") or {}
        self.tiers = version["tiers"]
        self.levels = self.tiers["levels"]
        self.names = [level["tier"] for level in self.levels]
        kept = self.tiers.get("periods_kept")
        self.kept = 1 if kept is None else kept
        self.grace = self.tiers.get("grace_days") or 0
        self.refuse()

    def refuse(self):
        unknown = [name for name, there in (
            ("a budget", any(r.get("budget") for r in self.rules)),
            ("a rolling window", self.tiers["window"] == "rolling"),
            ("soft landing", self.tiers.get("levels_lost")),
            ("rollover", any(lv.get("rollover") for lv in self.levels)),
            ("a lifetime tier", any(lv.get("lifetime") for lv in self.levels))) if there]
        if unknown:
            sys.exit(f"recompute.py: does not know {', '.join(unknown)}")

    @functools.lru_cache(maxsize=None)
    def period(self, enrolled, day):
        """First and last day of the period that the day is in."""
        if self.tiers["window"] == "calendar":
            year = civil(day).year
            return day_of(year, 1, 1), day_of(year, 12, 31)
        years = civil(day).year - civil(enrolled).year
        if add_months(enrolled, 12 * years) > day:
            years -= 1
        return add_months(enrolled, 12 * years), add_months(enrolled, 12 * (years + 1)) - 1

    @functools.lru_cache(maxsize=None)
    def last_good_day(self, tier, earned, active):
        for rule in self.version.get("expiry") or ():
            if not rule.get("tiers") or self.names[tier] in rule["tiers"]:
                if rule["after"] == "never":
                    return NEVER
                day = add_months(earned if rule["after"] == "earned" else active,
                                 rule["months"])
                if rule.get("end") == "month":
                    day = add_months(day - civil(day).day + 1, 1) - 1
                elif rule.get("end") == "year":
                    day = day_of(civil(day).year, 12, 31)
                return day if rule.get("inclusive") is not False else day - 1
        return NEVER


# ---- what a stay earns ---------------------------------------------------------------------
class Rooms:
    """The member's stays that are over, from the dearest."""

    def __init__(self, programme, stays):
        self.programme, rules = programme, programme.stays
        self.spends = fits(programme.spend.get("categories"), "room")
        self.all = sorted((s for s in stays if s.over),
                          key=lambda s: (-s.charge * self.spends, s.row))
        for s in self.all:
            s.pays = ((s.end == "stayed" or bool(rules.get(s.end)))
                      and (s.nights > 0 or bool(rules.get("day_use"))))
            s.slept = s.pays and s.end == "stayed"
        self.joins = (rules.get("back_to_back") or "join") != "separate"

    def dearer(self, stay):
        return self.all[:self.all.index(stay)]

    def slept_among(self, stay, night, most):
        half = 2 * night + 1
        return stay.slept and sum(o.slept and o.begin_half <= half < o.end_half
                                  for o in self.dearer(stay)) < most

    def pays_among(self, stay, most):
        if stay.nights == 0 or stay.ended <= stay.arrival:
            half = stay.begin_half
        elif stay.ended < stay.departure:
            half = 2 * stay.ended + 1
        else:
            half = stay.end_half - 1
        return stay.pays and sum(o.pays and o.begin_half <= half < o.end_half
                                 for o in self.dearer(stay)) < most

    def shares(self, stay):
        return any(o is not stay and o.pays and o.begin_half < stay.end_half
                   and stay.begin_half < o.end_half for o in self.all)

    def place(self, stay):
        return sum(o.slept and o.begin_half == stay.begin_half for o in self.dearer(stay))

    def previous(self, stay):
        if not stay.slept:
            return None
        place, day = self.place(stay), 2 * stay.arrival
        begin = [o for o in self.all if o.slept and o.begin_half == day]
        end = [o for o in self.all if o.slept and o.end_half == day]
        if stay.begin_half > day and place < len(begin):
            return begin[place]
        return end[place] if place < len(end) else None

    def next(self, stay):
        return next((o for o in self.all if o.slept and o.arrival == stay.departure
                     and self.previous(o) is stay), None)

    def parts(self, stay):
        """The joined stay that it is a part of, in the order of time."""
        first = stay
        while self.joins and self.previous(first):
            first = self.previous(first)
        parts = [first]
        while self.joins and self.next(parts[-1]):
            parts.append(self.next(parts[-1]))
        return parts

    def counts(self, stay, most):
        if not stay.slept or self.parts(stay)[0] is not stay:
            return False
        there = sum(o.slept and o.begin_half < stay.begin_half < o.end_half for o in self.all)
        return self.place(stay) + there < most


def on_weekday(when, day):
    return not when.get("weekdays") or WEEKDAYS[civil(day).weekday()] in when["weekdays"]


def within(number, span):
    span = span or {}
    return number >= (span.get("min") or 0) and number <= (span.get("max") or NEVER)


def terms_fit(when, rooms, stay, tier, basis):
    return (fits(when.get("properties"), stay.property)
            and fits(when.get("room_types"), stay.room_type)
            and fits(when.get("rates"), stay.rate)
            and fits(when.get("channels"), stay.channel)
            and not when.get("lead_days")  # the module is not told when a stay was booked
            and (not when.get("nights")
                 or within(sum(p.nights for p in rooms.parts(stay)), when["nights"]))
            and (not when.get("tiers") or tier in when["tiers"])
            and (not when.get("from") or basis >= parse_day(when["from"]))
            and (not when.get("until") or basis <= parse_day(when["until"])))


def earn_part(rooms, stay, tier, basis, had, times):
    """Points by rule, and whether less than nothing was found."""
    programme = rooms.programme
    most = programme.stays.get("rooms_points") or 1
    points, base, negative = {}, 0, False
    for rule in sorted(programme.rules, key=lambda r: r["per"] == "base"):
        name, when = rule["rule"], rule.get("when") or {}
        if (rule["per"] not in ("money", "night", "stay", "base")
                or (rule.get("times_max") and times[name] >= rule["times_max"])
                or not terms_fit(when, rooms, stay, tier, basis)):
            continue
        if rule["per"] == "money":
            amount = stay.charge * (fits(rule.get("categories"), "room")
                                    and on_weekday(when, stay.ended)
                                    and rooms.pays_among(stay, most))
        elif rule["per"] == "night":
            amount = sum(on_weekday(when, day) and rooms.slept_among(stay, day, most)
                         for day in range(stay.arrival, stay.departure))
        elif rule["per"] == "stay":
            amount = int(on_weekday(when, stay.arrival) and rooms.counts(stay, most))
        else:
            amount = base if on_weekday(when, stay.arrival) else 0
        negative |= amount < 0
        got = rounded(amount, rule) if amount > 0 else 0
        if rule.get("stay_max"):
            got = max(0, min(got, rule["stay_max"] - had[name]))
        points[name] = got
        if not rule.get("bonus") and rule["per"] != "base":
            base += got
    return points, negative


def earn(programme, stays, stay, tier, basis, times):
    """(doubt, nothing, points by rule, counts) of one stay."""
    rooms, none = Rooms(programme, stays), Counter()
    if not fits(programme.version.get("properties"), stay.property):
        return None, "property", {}, none
    if not stay.pays:
        return None, "day_use" if stay.end == "stayed" else stay.end, {}, none
    had, points, negative = Counter(), {}, False
    for part in rooms.parts(stay):
        day = basis if part is stay else {"arrival": part.arrival,
                                          "departure": part.departure}.get(
                                              programme.basis, basis)
        points, negative = earn_part(rooms, part, tier, day, had, times)
        if part is stay:
            break
        had.update(points)
    most = programme.stays.get("rooms_nights") or 1
    bonus = {r["rule"] for r in programme.rules if r.get("bonus")}
    spend = stay.charge * (rooms.spends and rooms.pays_among(
        stay, programme.stays.get("rooms_points") or 1))
    counts = Counter(
        nights=sum(rooms.slept_among(stay, day, most)
                   for day in range(stay.arrival, stay.departure)),
        stays=int(rooms.counts(stay, most)), spend=spend,
        points=sum(got for name, got in points.items() if name not in bonus))
    if negative or stay.charge * rooms.spends < 0 or spend < 0:
        return "negative_charges", None, {}, none
    if programme.stays.get("several_rooms") == "ask" and rooms.shares(stay):
        return "several_rooms", None, {}, none
    if programme.stays.get("back_to_back") == "ask" and (
            rooms.previous(stay) or rooms.next(stay)):
        return "back_to_back", None, {}, none
    points = {name: got for name, got in points.items() if got > 0}
    if not points and not any(counts.values()):
        odd = stay.slept and (stay.nights or rooms.parts(stay)[0] is stay)
        return None, "other_rooms" if odd else "no_rule_fits", {}, counts
    return None, None, points, counts


# ---- a member, day by day --------------------------------------------------------------------
class Lot:
    def __init__(self, source, rule, points, earned):
        self.source, self.rule, self.points, self.earned = source, rule, points, earned
        self.left, self.reversed = points, False


class Member:
    def __init__(self, programme, stays):
        self.programme, self.stays = programme, stays
        self.enrolled = self.active = self.now_day = stays[0].booked
        self.promises = set()  # (tier, first day, last day): nothing is taken back
        self.tier, self.lots = 0, []
        self.expired, self.seen_day = 0, self.enrolled
        self.had = Counter()

    # Tiers.
    def rows(self, but=None):
        return sorted(((s.counted[0], s.counted[1]) for s in self.stays
                       if s.counted and s is not but), key=lambda row: row[0])

    def promised(self, rows):
        found = set()
        for day in sorted({day for day, _ in rows}):
            first, last = self.programme.period(self.enrolled, day)
            sums = Counter()
            for other, counts in rows:
                if first <= other <= day:
                    sums.update(counts)
            for _ in range(self.programme.kept):
                last = self.programme.period(self.enrolled, last + 1)[1]
            for tier, level in enumerate(self.programme.levels):
                if tier > 0 and met(level.get("reach"), sums):
                    found.add((tier, day, last + self.programme.grace))
        return found

    @staticmethod
    def tier_on(promises, day):
        return max([0] + [t for t, first, last in promises if first <= day <= last])

    def tier_for(self, stay, basis):
        """What is known of the basis day without the stay, or what he was told, if better."""
        known = self.tier_on(self.promised(self.rows(stay)), basis)
        if stay.counted:
            told = stay.tier if stay.counted[0] == basis else 0
        elif self.now_day <= basis or all(
                self.tier_on(self.promises, day) == self.tier
                for day in range(basis, self.now_day + 1)):
            told = self.tier_on(self.promises, basis)
        else:
            told = 0
        return max(known, told)

    # The ledger.
    def earn_lot(self, source, rule, points, day):
        if not any(not lot.reversed and (lot.source, lot.rule) == (source, rule)
                   for lot in self.lots):
            self.lots.append(Lot(source, rule, points, day))
            self.earned_now = True

    def reverse(self, lot):
        lot.reversed, lot.left = True, 0

    def occasion(self, per, source, tier, day, today):
        for rule in self.programme.rules:
            when = rule.get("when") or {}
            asks = [when.get(k) for k in ("room_types", "rates", "lead_days", "nights")]
            if (rule["per"] == per and not any(asks)
                    and fits(self.programme.version.get("properties"), self.stays[0].property)
                    and fits(when.get("properties"), self.stays[0].property)
                    and fits(when.get("channels"), None) and on_weekday(when, day)
                    and (not when.get("tiers") or self.programme.names[tier] in when["tiers"])
                    and (not when.get("from") or day >= parse_day(when["from"]))
                    and (not when.get("until") or day <= parse_day(when["until"]))):
                points = rounded(1, rule)
                if rule.get("stay_max"):
                    points = min(points, rule["stay_max"])
                if points > 0:
                    self.earn_lot(source, rule["rule"], points, today)

    def expire(self, today, posting=False):
        """Everything that comes by itself after the day seen last, up to today. Who is posted
        today is not looked at before."""
        if not self.promises and not any(lot.left for lot in self.lots):
            self.seen_day = max(self.seen_day, today)
            return
        days = {self.seen_day + 1, today} | {last + 1 for _, _, last in self.promises}
        for lot in self.lots:
            for tier in range(len(self.programme.levels)):
                if lot.left > 0:
                    days.add(self.programme.last_good_day(tier, lot.earned, self.active) + 1)
        for day in sorted(d for d in days if self.seen_day < d <= today):
            tier = self.tier_on(self.promises, day)
            looked = tier != self.tier
            for lot in self.lots:
                if lot.left > 0 and self.programme.last_good_day(
                        tier, lot.earned, self.active) < day:
                    self.expired += lot.left
                    lot.left, looked = 0, True
            if looked and not (posting and day == today):
                self.tier, self.now_day = tier, day
        self.seen_day = max(self.seen_day, today)

    def put(self, stay, points, today):
        source = stay.row
        mine = [lot for lot in self.lots if lot.source == source]
        for rule, got in points.items():
            first = min([today] + [lot.earned for lot in mine if lot.rule == rule])
            there = next((lot for lot in mine if not lot.reversed and lot.rule == rule), None)
            if there and there.points != got:
                self.reverse(there)
            if not there or there.points != got:
                self.earn_lot(source, rule, got, first)
        for lot in mine:
            if not lot.reversed and lot.rule not in points:
                self.reverse(lot)

    def milestones(self, day, today):
        first, last = self.programme.period(self.enrolled, day)
        sums = Counter()
        for other, counts in self.rows():
            if first <= other <= last:
                sums.update(counts)
        for stone in self.programme.version.get("milestones") or ():
            reached, at = set(), stone["at"]
            top = min(sums[stone["measured"]], stone.get("until") or NEVER * NEVER)
            while at <= top:
                reached.add(at)
                if not stone.get("every"):
                    break
                at += stone["every"]
            for at in reached:
                self.earn_lot(("milestone", first, at), stone["milestone"],
                              stone["points"], today)
            for lot in self.lots:
                if (lot.rule == stone["milestone"] and not lot.reversed
                        and lot.source[1] == first and lot.source[2] not in reached):
                    self.reverse(lot)

    def stand(self, changed_day, today):
        was = self.promises
        self.promises = was | self.promised(self.rows())
        steps = [today]
        if changed_day >= self.now_day:
            steps = sorted({day for _, first, last in self.promises
                            for day in (first, last + 1)
                            if self.now_day <= day <= today} | {today})
        tiers = [self.tier_on(self.promises, day) for day in steps]
        for at, day in enumerate(steps):
            left = min(tiers[at:])
            if tiers[at] > self.tier and left > self.tier:
                self.occasion("upgrade", ("tier", day, left), left, day, today)
            self.tier = tiers[at]
        self.now_day = today

    # A stay that is due, or near one that changed.
    def post(self, stay, today):
        """Whether anything is new."""
        self.earned_now = False
        before = (stay.looked, stay.state, stay.reason, stay.counted, len(self.lots),
                  sum(lot.reversed for lot in self.lots))
        stay.looked = True
        if stay.departure + self.programme.delay > today:
            return not before[0]
        basis = {"arrival": stay.arrival, "departure": stay.departure}.get(
            self.programme.basis, stay.counted[0] if stay.counted else today)
        tier = self.tier_for(stay, basis)
        source = stay.row
        near = {p.row for p in Rooms(self.programme, self.stays).parts(stay)}
        times = Counter(lot.rule for lot in self.lots
                        if not lot.reversed and isinstance(lot.source, int)
                        and lot.source != source and lot.source not in near)
        doubt, nothing, points, counts = earn(
            self.programme, self.stays, stay, self.programme.names[tier], basis, times)
        stay.state = "waiting" if doubt else "nothing" if nothing else "posted"
        stay.reason, stay.tier = doubt or nothing, tier
        if stay.state == "posted" or stay.counted:
            self.expire(today)
            self.put(stay, points, today)
            changed = {basis} | ({stay.counted[0]} if stay.counted else set())
            old, stay.counted = stay.counted, (basis, counts)
            if old != stay.counted:
                for day in changed:
                    self.milestones(day, today)
                self.stand(min(changed), today)
        if self.earned_now:
            self.active = max(self.active, today)
        return before != (True, stay.state, stay.reason, stay.counted, len(self.lots),
                          sum(lot.reversed for lot in self.lots))

    def arrive(self, stay, entitled):
        """Counts what he is entitled to with the tier that he has on the day."""
        name = self.programme.names[self.tier_on(self.promises, stay.arrival)]
        for benefit in self.programme.version.get("benefits") or ():
            tiers = benefit.get("tiers") or self.programme.names
            if benefit.get("from_tier"):
                tiers = self.programme.names[self.programme.names.index(
                    benefit["from_tier"]):]
            once = (benefit["benefit"], civil(stay.arrival).year)
            limit = (benefit.get("times") or 1) if benefit.get("per") == "year" else NEVER
            if (name in tiers and fits(benefit.get("properties"), stay.property)
                    and self.had[once] < limit):
                self.had[once] += 1
                entitled[benefit["benefit"]] += 1

    def run(self, last_day, entitled):
        """Postings come with the beginning of a day, ends of stays after it."""
        self.occasion("enrolment", "enrolment", 0, self.enrolled, self.enrolled)
        events = []
        for number, stay in enumerate(self.stays):
            if stay.end == "stayed":
                events.append((stay.arrival, 1, stay.departure, number, "arrive"))
            events.append((stay.ended, 1, stay.departure, number, "end"))
            for delay in {3, self.programme.delay}:
                day = stay.departure + delay
                if day > stay.ended:
                    events.append((day, 0, stay.departure, number, "post"))
                else:
                    events.append((stay.ended, 2, stay.departure, number, "post"))
        for day, phase, _, number, what in sorted(events):
            if day > last_day:
                break
            stay = self.stays[number]
            if what == "arrive":
                self.arrive(stay, entitled)
                continue
            if what == "end":
                stay.over = True
                continue
            self.expire(day, phase == 0)
            news = self.post(stay, day)
            while news:  # until nothing more changes with it
                news = any([self.post(other, day) for other in self.stays if other.looked])
        self.expire(last_day)
        self.tier = self.tier_on(self.promises, last_day)


# ---- totals ------------------------------------------------------------------------------------
def total(programme, members, entitled):
    rules, tiers, reasons, sums, states = (Counter() for _ in range(5))
    liability = {name: Counter() for name in PROPERTY.values()}
    expired = balance = 0
    for member in members:
        tiers[programme.names[member.tier]] += 1
        expired += member.expired
        for lot in member.lots:
            balance += lot.left
            if not lot.reversed:
                rules[lot.rule] += lot.points
            if lot.left:
                day = programme.last_good_day(member.tier, lot.earned, member.active)
                month = "never" if day == NEVER else str(civil(day))[:7]
                liability[member.stays[0].property][month] += lot.left
        for stay in member.stays:
            if stay.end == "stayed":
                states["stays"] += 1
                states[stay.state] += 1
                if stay.reason:
                    reasons[stay.reason] += 1
                if stay.counted:
                    sums.update(stay.counted[1])
    return {
        "totals": {
            "members": len(members), "stays": states["stays"], "posted": states["posted"],
            "nothing": states["nothing"], "waiting": states["waiting"],
            "nights": sums["nights"], "counted_stays": sums["stays"],
            "spend_cents": sums["spend"], "base_points": sums["points"],
            "points": sum(rules.values()), "expired": expired, "balance": balance,
            "reasons": dict(sorted(reasons.items())), "rules": dict(sorted(rules.items())),
            "tiers": dict(sorted(tiers.items()))},
        "liability": {name: dict(sorted(months.items()))
                      for name, months in liability.items()},
        "benefits": {name: {"times": times} for name, times in sorted(entitled.items())}}


def differences(mine, theirs, path=""):
    for key in sorted(set(mine) | set(theirs)):
        a, b = mine.get(key, 0), theirs.get(key, 0)
        if isinstance(a, dict) or isinstance(b, dict):
            yield from differences(a or {}, b or {}, f"{path}/{key}")
        elif a != b:
            yield f"{path}/{key}: {a} by recomputation, {b} in what was given"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bookings")
    parser.add_argument("programme")
    parser.add_argument("--days", default="1..100000", metavar="A..B")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--begun", action="store_true")
    parser.add_argument("--against", metavar="FILE")
    given = parser.parse_args()
    first, last = map(int, given.days.split(".."))
    stays = read_bookings(given.bookings, first, last)
    with open(given.programme, encoding="utf-8") as file:
        rules = json.load(file)
    last_day = max(max(s.status_day, s.arrival) for s in stays) + 1
    programme = Programme(rules, given.begun, min(s.booked for s in stays), last_day)
    last_day = max([last_day] + [s.departure + programme.delays for s in stays
                                 if s.end == "stayed"])
    members = [Member(programme, own) for own in assign_guests(stays, given.seed)]
    entitled = Counter()
    for member in members:
        member.run(last_day, entitled)
    found = total(programme, members, entitled)
    if not given.against:
        print(json.dumps(found, indent=1))
        return 0
    with (sys.stdin if given.against == "-" else open(given.against, encoding="utf-8")) as file:
        text = file.read()
    theirs = json.loads(text[text.index("{"):])  # after what a build may have said
    theirs = {key: theirs[key] for key in found if key in theirs}
    found = {key: found[key] for key in theirs}
    for benefit in theirs.get("benefits", {}).values():
        benefit.pop("guaranteed", None)
        benefit.pop("cost_cents", None)  # the catalogue's word
    faults = list(differences(found, theirs))
    for fault in faults:
        print(fault)
    totals = found.get("totals", {})
    if not faults and "totals" in theirs:
        print(f"equal: {totals['stays']} stays, {totals['points']} points, "
              f"{totals['members']} members")
    return 1 if faults or "totals" not in theirs else 0


if __name__ == "__main__":
    sys.exit(main())
