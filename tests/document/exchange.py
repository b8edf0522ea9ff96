#!/usr/bin/env python3
"""A house's days through the module itself: every reply and every body agrees with its schema,
member by member, and nobody reads what is not meant for him.

exchange.py MODULE       with STAMMGAST_TEST_SOCKET and STAMMGAST_TEST_DATABASE
"""
import collections
import ctypes
import http.server
import json
import os
import sys
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from schemas import parse  # noqa: E402
from sent import Sent, read_folder  # noqa: E402
from validate import ROOT, Schemas, wrong_with  # noqa: E402

STAY, NEXT, GUEST = ([{"system": "opera", "id": key}] for key in ("S-1", "S-2", "P-1"))
ROLES = ("attendant", "front_desk", "manager", "data_protection", "system")


class Inbox(http.server.BaseHTTPRequestHandler):
    """Takes deliveries; one endpoint is gone."""

    bodies = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Inbox.bodies.append((self.path[1:], parse(body.decode("utf-8"))))
        self.send_response(410 if self.path == "/technique" else 204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Module:
    def __init__(self, path, config):
        pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
        self.c = ctypes.CDLL(path)
        self.c.pms_plugin_open.argtypes = [text, size, pointer, pointer, pointer]
        self.c.pms_plugin_call.argtypes = [pointer, text, size, pointer]
        self.c.pms_plugin_work.argtypes = [pointer, ctypes.c_uint32, pointer]
        self.c.pms_reply_text.argtypes = [pointer, pointer]
        self.c.pms_reply_text.restype = text
        self.c.pms_reply_free.argtypes = self.c.pms_plugin_close.argtypes = [pointer]
        self.handle, reply = pointer(), pointer()
        self.replies = []
        self.events = 0
        text = json.dumps(config).encode()
        if self.c.pms_plugin_open(text, len(text), None, ctypes.byref(self.handle),
                                  ctypes.byref(reply)) != 0:
            raise SystemExit(self.c.pms_reply_text(reply, None))
        self.c.pms_reply_free(reply)

    def take(self, reply):
        text = self.c.pms_reply_text(reply, None).decode("utf-8")
        self.c.pms_reply_free(reply)
        if text:
            self.replies.append(parse(text))
        return self.replies[-1]

    def call(self, document):
        text = document if isinstance(document, bytes) else json.dumps(document).encode()
        reply = ctypes.c_void_p()
        self.c.pms_plugin_call(self.handle, text, len(text), ctypes.byref(reply))
        return self.take(reply)

    def work(self):
        reply = ctypes.c_void_p()
        self.c.pms_plugin_work(self.handle, 1000, ctypes.byref(reply))
        self.take(reply)

    def event(self, kind, when, data, **more):
        """`when` is a day of November 2026 and a time of it."""
        self.events += 1
        return self.call({"type": kind + "/1", "id": f"x-{self.events}", "property": "HAM1",
                          "time": f"2026-11-{when[:2]}T{when[3:]}:00Z", "data": data, **more})

    def ask(self, kind, data, role="manager"):
        return self.call({"type": kind + "/1", "property": "HAM1", "actor": {"role": role},
                          "data": data})


def fill(module, port):
    documents = dict(read_folder("worlds"))["booked"]["data"]["documents"]
    documents[0]["data"]["live"] = True
    for document in documents:
        document["time"] = document["time"].replace("2026-11-21", "2026-11-20")
        if document["type"] == "endpoint.put/1":
            data = document["data"]
            data["url"] = f"http://127.0.0.1:{port}/{data['name']}"
            data["allowed_networks"] = ["127.0.0.0/8"]
            data.pop("ca_file", None)
            data.pop("enabled", None)
    documents.sort(key=lambda d: ["property.changed/1", "endpoint.put/1"].index(d["type"])
                   if d["type"] in ("property.changed/1", "endpoint.put/1") else 2)
    for document in documents:
        module.call(document)
        if document["type"] == "property.changed/1":
            for consent in ({"purpose": "memory", "level": "chain", "channel": "desk",
                             "text_version": "v1"}, {"purpose": "special_category"}):
                module.event("consent.given", "19 10:00", {"guest": {"ids": GUEST}, **consent})
    module.work()


def ask_all(module, day):
    for role in ROLES:
        module.ask("stay.checklist", {"ids": STAY}, role)
        module.ask("plan.day", {"date": day}, role)
        module.ask("guest.card", {"ids": GUEST}, role)


def arrive(module):
    module.event("day.closed", "21 03:00", {"business_date": "2026-11-20"})
    module.work()
    module.event("stay.changed", "21 13:00", {"ids": STAY, "status": "waiting"})
    module.work()
    ask_all(module, "2026-11-21")
    items = module.ask("stay.checklist", {"ids": STAY})["checklist"]["items"]
    needs = [item["id"] for item in items if item["class"] == "need"]
    for item, state in ((needs[0], "done"), (needs[1], "unavailable")):
        module.event("task.changed", "21 13:10", {"stay": {"ids": STAY}, "item": item,
                                                  "state": state, "by": "HK-1"})
    module.work()
    module.event("stay.changed", "21 14:00", {"ids": STAY, "status": "checked_in"},
                 actor={"role": "front_desk"})
    module.work()


def live_there(module):
    module.event("room.changed", "21 15:00", {"number": "413", "type": "SDZ", "floor": "4"})
    for when, room in (("21 15:10", "499"), ("21 15:30", "413")):
        module.event("stay.changed", when, {"ids": STAY, "room": room})
        module.work()
    for room in ("413", "999"):
        module.ask("room.readiness", {"number": room})
    module.event("group.changed", "21 15:31", {"code": "G", "block": 3})
    module.event("preference.withdrawn", "21 15:32", {"guest": {"ids": GUEST},
                                                      "topic": "bar.usual"})
    stated = {"guest": {"ids": GUEST}, "topic": "bed.pillow", "value": "neck", "strength": "like"}
    for when in ("21 15:33", "01 15:33"):
        module.event("preference.stated", when, stated)
    for status, when in (("booked", "21 16:10"), ("checked_in", "21 16:20")):
        module.event("stay.changed", when, {"ids": STAY, "status": status})
        module.work()


def operate(module):
    module.event("snapshot.begun", "21 17:00", {"snapshot": "s"})
    module.event("snapshot.ended", "21 17:01", {"snapshot": "s"})
    module.event("endpoint.test", "21 17:02", {"name": "desk"})
    module.work()
    for name in ("desk", "technique", "nobody"):
        module.ask("endpoint.get", {"name": name})
    for state in ("open", "dead"):
        module.ask("delivery.list", {"state": state})
    module.event("delivery.retry", "21 17:03", {})
    module.work()
    module.call({"type": "health/1"})
    module.call({"type": "batch/1", "data": {"documents": [
        {"type": "health/1"}, {"type": "batch/1"}, {"type": "nothing/1"}]}})
    for wrong in (b"{", b'{"type":"nothing/1"}', b'{"type":"health/2"}', b"\xff"):
        module.call(wrong)
    again = {"type": "room.changed/1", "id": "again", "time": "2026-11-21T17:05:00Z",
             "property": "HAM1", "data": {"number": "414"}}
    for number in ("414", "414", "415"):
        module.call({**again, "data": {"number": number}})
    module.event("property.changed", "21 17:06", {"chain": "another"})


def leave(module):
    module.event("stay.changed", "24 09:00", {"ids": STAY, "status": "checked_out"})
    module.work()
    module.event("stay.changed", "24 09:10", {
        "ids": NEXT, "status": "booked", "arrival": "2026-11-24", "departure": "2026-11-25",
        "room": "413", "codes": [{"group": "special", "code": "FF"}],
        "people": [{"role": "guest", "ids": [{"system": "opera", "id": "P-2"}]}]})
    module.work()
    for item in module.ask("stay.checklist", {"ids": NEXT})["checklist"]["items"][:2]:
        module.event("task.changed", "24 09:20", {"stay": {"ids": NEXT}, "item": item["id"],
                                                  "state": "done"})
    module.event("stay.changed", "24 10:00", {"ids": NEXT, "status": "cancelled"})
    module.work()
    module.ask("plan.day", {"date": "2026-11-24"})


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Inbox)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    module = Module(sys.argv[1], {
        "database": {"socket": os.environ["STAMMGAST_TEST_SOCKET"], "user": "root",
                     "name": os.environ["STAMMGAST_TEST_DATABASE"]},
        "migrate": True, "clock": "documents", "deadline_ms": 10000, "durability": "relaxed"})
    fill(module, server.server_address[1])
    for part in (arrive, live_there, operate, leave):
        part(module)
    module.c.pms_plugin_close(module.handle)
    server.shutdown()
    schemas = Schemas(os.path.join(ROOT, "schema", "documents"))
    faults = [f"{body.get('outcome', body['type'])}: {fault or 'root'}: {json.dumps(body)[:200]}"
              for body in module.replies + [body for _, body in Inbox.bodies]
              for fault in wrong_with(schemas, body)]
    sent = Sent(None, schemas, collections.Counter(), faults)
    for whom, body in Inbox.bodies:
        sent.check_discreet("exchange", whom, body["type"], body)
    kinds = collections.Counter(body["type"] for _, body in Inbox.bodies)
    outcomes = collections.Counter(reply.get("outcome", "error") for reply in module.replies)
    for kind in ("checklist.planned", "checklist.issued", "checklist.revised",
                 "checklist.cancelled", "room.alert"):
        if kind not in kinds:
            faults.append(f"no {kind} was sent")
    for outcome in ("applied", "repeated", "answered", "refused", "batch", "error"):
        if outcome not in outcomes:
            faults.append(f"nothing was answered with {outcome}")
    print(f"{dict(kinds)}, {dict(outcomes)}: {len(faults)} faults")
    for fault in faults[:40]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
