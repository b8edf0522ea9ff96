#!/usr/bin/env python3
"""Whether a programme comes to the same, played, simulated and worked out a second time.

equal.py PROGRAM invented|simulated|played|first_days

invented simulates programmes on bookings that it makes up, with guests who come often, stay on and
take several rooms; simulated does on the first weeks of the file in STAMMGAST_DATA. played puts
made-up bookings through the module, first_days those of the file. Each is compared with
recompute.py; where STAMMGAST_DATA names no file, what needs it is skipped. invented also has two
programmes side by side.
"""
import collections
import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = sys.argv[1]
HOUSE = os.path.join(HERE, "house.json")
# Several rooms that count, joined stays, a year of membership; and the one that asks.
PROGRAMMES = (HOUSE, os.path.join(HERE, "rooms.json"),
              os.path.join(HERE, "..", "programmes", "marriott.json"))
COLUMNS = """hotel is_canceled lead_time arrival_date_year arrival_date_month
arrival_date_day_of_month stays_in_weekend_nights stays_in_week_nights adults children babies meal
country market_segment distribution_channel is_repeated_guest reserved_room_type assigned_room_type
booking_changes adr required_car_parking_spaces total_of_special_requests reservation_status
reservation_status_date""".split()
faults = []


def invent(path, count, seed, days=750, lead_max=900, late=True):
    """Few guests on many days, so that stays overlap and touch."""
    draw = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        last = None
        for _ in range(count):
            arrival = datetime.date(2015, 7, 1) + datetime.timedelta(draw.randrange(days))
            if last and draw.random() < 0.3:
                arrival = last
            nights = draw.choice((0, 1, 1, 2, 2, 3, 4, 7, 9, 14))
            end = draw.choice(("Check-Out",) * 8 + ("Canceled", "No-Show"))
            lead = draw.randrange(lead_max)
            last = arrival + datetime.timedelta(
                nights + late * draw.choice((0,) * 12 + (-1, 1, 6)) if nights else 0)
            said = last
            if end == "Canceled":
                said = arrival - datetime.timedelta(draw.randrange(lead + 1))
            out.writerow({
                "hotel": draw.choice(("Resort Hotel", "City Hotel")),
                "is_canceled": int(end != "Check-Out"), "lead_time": lead,
                "arrival_date_year": arrival.year,
                "arrival_date_month": arrival.strftime("%B"),
                "arrival_date_day_of_month": arrival.day,
                "stays_in_weekend_nights": nights // 3,
                "stays_in_week_nights": nights - nights // 3,
                "adults": 2, "children": 0, "babies": 0, "meal": "BB", "country": "PRT",
                "market_segment": "Direct",
                "distribution_channel": draw.choice(("Direct", "TA/TO", "Corporate")),
                "is_repeated_guest": int(draw.random() < 0.93),
                "reserved_room_type": "A", "assigned_room_type": draw.choice("AD"),
                "booking_changes": 0,
                "adr": draw.choice(("0", "80", "80.5", "99.99", "-6.38", "61.0705", "120.125")),
                "required_car_parking_spaces": 0, "total_of_special_requests": 0,
                "reservation_status": end,
                "reservation_status_date": f"{said.month}/{said.day}/{said.year}"})


def compare(bookings, programme, *arguments, command=("programme", "simulate")):
    begun = () if "tests/replay" in os.path.realpath(programme) else ("--begun",)
    files = ((programme, bookings) if command[0] == "programme"
             else (bookings, "--programme", programme))
    with tempfile.NamedTemporaryFile("w+", suffix=".json") as result:
        done = subprocess.run([PROGRAM, *command, *files, "--json", *begun, *arguments],
                              stdout=result, check=False)
        again = subprocess.run(
            [sys.executable, os.path.join(HERE, "recompute.py"), bookings, programme,
             "--against", result.name, *begun, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
        result.seek(0)
        text = result.read()
    print(f"{os.path.basename(programme)} {' '.join(arguments)}: {again.stdout.strip()}")
    if done.returncode != 0 or again.returncode != 0:
        print(text)
        faults.append(programme)
        return {}
    return json.loads(text)["totals"]


def simulate(*arguments):
    done = subprocess.run([PROGRAM, "programme", "simulate", "--json", *arguments],
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def less(second, first):
    """Each number of the one less that of the other, in everything that either has."""
    if isinstance(second, dict) or isinstance(first, dict):
        return {key: less((second or {}).get(key), (first or {}).get(key))
                for key in {**(second or {}), **(first or {})} if key != "guaranteed"}
    return (second or 0) - (first or 0)


def plain(difference):
    """Without what says of a benefit how sure it is."""
    return less(difference, {})


def side_by_side(bookings, first, second):
    """Two programmes at a time are each as alone, over the days of the longer one, and their
    difference is that of their numbers."""
    both = simulate(first, second, bookings)
    parts = [{key: part[key] for key in ("totals", "liability", "benefits")}
             for part in both["programmes"]]
    alone = simulate(second, bookings)
    if both["programmes"][1] != alone:
        faults.append("compared and simulated differ")
    if plain(both["difference"]) != less(parts[1], parts[0]):
        faults.append("the difference is another")
        print(json.dumps(both))
    print(f"{os.path.basename(first)} and {os.path.basename(second)}: "
          f"{both['difference']['totals']['points']} points more")


def expect_waiting(reasons, number):
    for reason in ("several_rooms", "back_to_back", "negative_charges"):
        if reasons.get(reason, 0) < number:
            faults.append(reason)
            print(f"fewer than {number} stays wait for {reason}")


def invented():
    waiting = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        bookings = os.path.join(scratch, "bookings.csv")
        for seed in (2, 3):
            invent(bookings, 200, seed)
            for programme in PROGRAMMES:
                totals = compare(bookings, programme)
                if programme == HOUSE:
                    waiting.update(totals.get("reasons", {}))
        side_by_side(bookings, HOUSE, PROGRAMMES[1])
        side_by_side(bookings, HOUSE, HOUSE)
    expect_waiting(waiting, 4)
    return 1 if faults else 0


def data():
    path = os.path.join(os.environ.get("STAMMGAST_DATA", ""), "hotel-bookings.csv.xz")
    return path if os.environ.get("STAMMGAST_DATA") and os.path.exists(path) else None


def simulated():
    bookings = data()
    if bookings is None:
        print("skipped: STAMMGAST_DATA names no folder with hotel-bookings.csv.xz")
        return 77
    for programme in PROGRAMMES:
        compare(bookings, programme, "--days", "1..40")
    return 1 if faults else 0


def played():
    with tempfile.TemporaryDirectory() as scratch:
        bookings = os.path.join(scratch, "bookings.csv")
        invent(bookings, 140, 5, 45, 20, False)
        simulated_totals = compare(bookings, HOUSE)
        totals = compare(bookings, HOUSE, command=("replay",))
        expect_waiting(totals.get("reasons", {}), 4)
        if totals != simulated_totals:
            faults.append("played and simulated differ")
    return 1 if faults else 0


def first_days():
    bookings = data()
    if bookings is None:
        print("skipped: STAMMGAST_DATA names no folder with hotel-bookings.csv.xz")
        return 77
    compare(bookings, HOUSE, "--days", "1..4", command=("replay",))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"invented": invented, "simulated": simulated, "played": played,
              "first_days": first_days}[sys.argv[2]]())
