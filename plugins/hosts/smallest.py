#!/usr/bin/env python3
"""The smallest host in Python: loads a plugin, checks a guest in, prints what the plugin says.

python3 smallest.py ./stammgast.so '{"database":{…},"migrate":true}'
"""
import ctypes
import datetime
import json
import sys


class Plugin:
    """A plugin behind pms_plugin.h, ABI 1; a document goes in as a dict, a reply comes back."""

    def __init__(self, path, config):
        self.c = ctypes.CDLL(path)
        self.c.pms_plugin_abi.restype = ctypes.c_uint32
        if self.c.pms_plugin_abi() >> 16 != 1:
            raise RuntimeError("another ABI")
        pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
        self.c.pms_plugin_open.argtypes = [text, size, pointer, pointer, pointer]
        self.c.pms_plugin_call.argtypes = [pointer, text, size, pointer]
        self.c.pms_plugin_close.argtypes = self.c.pms_reply_free.argtypes = [pointer]
        self.c.pms_plugin_close.restype = self.c.pms_reply_free.restype = None
        self.c.pms_reply_text.argtypes = [pointer, pointer]
        self.c.pms_reply_text.restype = text
        self.handle, reply = pointer(), pointer()
        status = self.c.pms_plugin_open(config, len(config), None, ctypes.byref(self.handle),
                                        ctypes.byref(reply))
        self._take(status, reply)

    def _take(self, status, reply):
        answer = json.loads(self.c.pms_reply_text(reply, None) or b"null")
        self.c.pms_reply_free(reply)
        if status != 0:
            raise RuntimeError(f"{status}: {answer}")
        return answer

    def call(self, document):
        text, reply = json.dumps(document).encode(), ctypes.c_void_p()
        status = self.c.pms_plugin_call(self.handle, text, len(text), ctypes.byref(reply))
        return self._take(status, reply)

    def close(self):
        self.c.pms_plugin_close(self.handle)


def main():
    now = datetime.datetime.now(datetime.timezone.utc)
    guest = {"ids": [{"system": "pms", "id": "G1"}]}
    day = datetime.timedelta(days=1)
    documents = {
        "property.changed": {"zone": "UTC", "languages": ["de"]},
        "room.changed": {"number": "412", "floor": "4"},
        "guest.changed": guest,
        "preference.stated": {"guest": guest, "topic": "bed.filling", "value": "feather_free",
                              "strength": "require"},
        "stay.changed": {"ids": [{"system": "pms", "id": "S1"}], "status": "checked_in",
                         "room": "412", "arrival": str(now.date()),
                         "departure": str((now + day).date()),
                         "people": [{"role": "guest", "primary": True, **guest}]},
    }
    plugin = Plugin(sys.argv[1], sys.argv[2].encode())
    for kind, data in documents.items():
        print(json.dumps(plugin.call({
            "type": f"{kind}/1", "id": f"smallest-{kind}", "time": now.isoformat("T", "seconds"),
            "property": "HAM1", "actor": {"role": "front_desk"}, "data": data})))
    plugin.close()


if __name__ == "__main__":
    main()
