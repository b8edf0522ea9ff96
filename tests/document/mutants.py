"""Documents with one thing changed, to see whether two judges agree about them."""
import copy
import json
import re

OTHERS = (None, True, False, 0, 7, -1, 1.5, "", "x", " ", [], {}, [None], {"x": 1})
TAILS = ("\n", "\u0001", "\u007f", "\u0085", "\u00a0", "\u200b", "\u202e", " ", "é", "𝄞", "x", "0")
DATES = ("2026-02-28", "2026-02-29", "2024-02-29", "2026-02-31", "2026-04-31", "2026-13-01",
         "2026-00-10", "2026-01-00", "2026-01-32", "1899-12-31", "1900-01-01", "1900-02-29",
         "2199-12-31", "2200-01-01", "0000-01-01", "9999-12-31", "10000-01-01", "2026-1-1",
         "20261121", "2026-11-21T00:00:00Z", "21.11.2026", "2026-W47-6", "２０２６-11-21")
TIMES = ("2026-11-21T15:04:05Z", "2026-11-21t15:04:05z", "2026-11-21T15:04:05-00:00",
         "2026-11-21T15:04:05.123456789Z", "2026-11-21T15:04:05.1234567890Z",
         "2026-11-21T15:04:05.Z", "2026-11-21T15:04:05", "2026-11-21T15:04Z",
         "2026-11-21 15:04:05Z", "2026-11-21T24:00:00Z", "2026-11-21T23:60:00Z",
         "2026-11-21T23:59:60Z", "2026-12-31T18:59:60-05:00", "2026-11-21T15:04:60Z",
         "2026-11-21T15:04:61Z", "2026-11-21T15:04:05+24:00", "2026-11-21T15:04:05+23:59",
         "2026-11-21T15:04:05+0100", "2026-11-21T15:04:05+01", "2026-02-31T15:04:05Z",
         "2026-13-21T15:04:05Z", "10000-01-01T00:00:00Z", "0000-12-31T00:00:00Z",
         "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-01:00")
CLOCKS = ("00:00", "23:59", "24:00", "3:00", "03:60", "03:00:00", "0300", "-1:00")
SEASONS = ("02-29", "02-30", "04-31", "12-31", "13-01", "00-10", "01-00", "01-32", "1-1",
           "2026-01-01")


def replaced(document, path, value):
    """A copy with the value at `path` replaced."""
    if not path:
        return value
    changed = copy.copy(document)
    changed[path[0]] = replaced(document[path[0]], path[1:], value)
    return changed


def given(document, path, value):
    """The same, where the last member may be new."""
    changed = copy.deepcopy(document)
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return changed


def dropped(document, path):
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    rest = {name: value for name, value in parent.items() if name != path[-1]}
    return replaced(document, path[:-1], rest)


def _limit(holding, name):
    return [schema[name] for schema in holding if name in schema]


def _text_edges(value, holding):
    """Texts that only just fit, or do not: every bound is tried."""
    highs = _limit(holding, "maxLength")
    highs += [int(high) for pattern in _limit(holding, "pattern")
              for high in re.findall(r"\{\d+,(\d+)\}\$$", pattern)]
    for high in highs:
        for filler in ("a", "𝄞"):
            yield (value + filler * high)[:high]
            yield (value + filler * high)[:high + 1]
    for low in _limit(holding, "minLength"):
        yield value[:low]
        yield value[:max(low - 1, 0)]
    for words in _limit(holding, "enum"):
        yield from words


def _texts(value, holding):
    for tail in TAILS:
        yield value + tail
    yield from (" " + value, value.upper(), value.lower(), value[:-1], value * 2)
    patterns = "".join(_limit(holding, "pattern"))
    formats = _limit(holding, "format")
    if "date" in formats:
        yield from DATES
    if "date-time" in formats:
        yield from TIMES
    if patterns.startswith("^([01]"):
        yield from CLOCKS
    if patterns.startswith("^((0[13578]"):
        yield from SEASONS
    if "https?" in patterns:
        yield from ("ftp://x", "https://", "http://a b", "HTTP://X", "https://ü.example",
                    "https://a\r\nX: y")
    if "whsec_" in patterns:
        yield from ("whsec_", "whsec_===", "whsec_A===", "whsec_A=A", "WHSEC_AAAA", "whsec_A-A")
    if "a-z]{2,3}" in patterns:
        yield from ("d", "DE", "de-", "de-D", "de-DE-x9", "deutsch", "de_DE", "gsw-u-sd-chzh")


def _number_edges(holding):
    for bound in _limit(holding, "minimum") + _limit(holding, "maximum"):
        yield from (bound - 1, bound, bound + 1, bound - 0.001, bound + 0.001)


def _numbers(value):
    yield from (value + 1, value - 1, value + 0.5, float(value), -value, value * 1000,
                2 ** 63 - 1, 2 ** 63, -2 ** 63, 10 ** 30, 1e300, -1e-7, value + 0.0001)


def _unlike(element, i):
    if isinstance(element, str):
        return f"{element[:-4]}{i:04d}" if len(element) > 6 else f"{element[:2]}-{i:04d}"
    return element


def _list_edges(value, holding):
    if value:
        for high in _limit(holding, "maxItems"):
            for count in (min(high, 1100), min(high, 1100) + 1):
                yield [_unlike(value[0], i) for i in range(count)]
        for low in _limit(holding, "minItems"):
            yield value[:low - 1]
        yield [*value, value[0]]


def _lists(value):
    yield from ([*value, None], [*value, 7], [*value, "x"], [*value, {}], [*value, []])
    if value:
        yield [value[0]] * 3


def _objects(value):
    deep = 1
    for _ in range(2):
        deep = {"x": [deep]}
    for name, inner in (("unknown_member", 1), ("~/é\u0001", None), ("", "x"), ("x" * 80, deep)):
        yield {**value, name: inner}
    yield {name.upper(): member for name, member in value.items()}


def of(schemas, name, document, fragment=""):
    """(kind, path, document) with something changed at `path`, for every place in it: a member
    dropped, something at the edge of a bound, and whatever else."""
    for path, value, holding in schemas.nodes(name, document, fragment):
        edges, others = (), list(OTHERS)
        if path and isinstance(path[-1], str):
            yield "dropped", path, dropped(document, path)
        if isinstance(value, str):
            edges = _text_edges(value, holding)
            others += _texts(value, holding)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            edges = _number_edges(holding)
            others += _numbers(value)
        elif isinstance(value, list):
            edges = _list_edges(value, holding)
            others += _lists(value)
        elif isinstance(value, dict):
            others += _objects(value)
        for kind, news in (("edge", edges), ("changed", others)):
            for new in news:
                if type(new) is not type(value) or new != value:
                    yield kind, path, replaced(document, path, new)


def _in_a_text(text, piece):
    """The piece within the last text of a document."""
    at = text.rindex(b'"')
    return text[:at] + piece + text[at:]


def raw(document, is_open, depth_max, rng):
    """(bytes, code or None for fit) of what a JSON library would never write."""
    text = json.dumps(document).encode()
    yield text, None
    yield b" \t\r" + text + b"  ", None
    for _ in range(4):
        yield text[:rng.randrange(len(text))], "json_invalid"
    for tail in (b"x", b"{}", b",", b"\x0b", b"/* */"):
        yield text + tail, "json_invalid"
    for head in (b"\xef\xbb\xbf", b"\xff\xfe", b"x", b",", b"//\t"):
        yield head + text, "json_invalid"
    yield text.replace(b'"', b"'"), "json_invalid"
    yield text[:-1] + b',}', "json_invalid"
    for number in (b"NaN", b"Infinity", b"01", b"+1", b"1.", b".5", b"1e", b"0x10", b"-", b"tru"):
        yield text[:-1] + b',"y":' + number + b"}", "json_invalid"
    for bad in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80",
                b"\xf8\x88\x80\x80\x80", b"\\ud800", b"\\udc00", b"\\ud800\\u0041", b"\\u0000"):
        yield _in_a_text(text, bad), "utf8_invalid"
    for bad in (b"\x01", b"\x00", b"\t", b"\x1f", b"\\x", b"\\u12g4", b"\\"):
        yield _in_a_text(text, bad), "json_invalid"
    first = next(iter(document))
    yield text[:-1] + b", " + json.dumps({first: None}).encode()[1:], "name_repeated"
    escaped = b'"\\u%04x%s": 1}' % (ord(first[0]), first[1:].encode())
    yield text[:-1] + b", " + escaped, "name_repeated"
    if not is_open:
        return
    yield text[:-1] + b',"y":{"a":{"b":1,"b":2}}}', "name_repeated"
    inner = depth_max - 1
    yield text[:-1] + b',"y":' + b"[" * inner + b"]" * inner + b"}", None
    yield text[:-1] + b',"y":' + b"[" * (inner + 1) + b"]" * (inner + 1) + b"}", "document_too_deep"
    yield text[:-1] + b',"y":' + b"[" * 20000, "document_too_deep"
    for count, code in ((256, None), (257, "too_many_members")):
        members = b",".join(b'"%d":0' % i for i in range(count))
        yield text[:-1] + b',"y":{' + members + b"}}", code
    for number in (b"9223372036854775808", b"1e999", b"-1e400", b"1" * 400):
        yield text[:-1] + b',"y":' + number + b"}", "number_too_large"
    for number in (b"9223372036854775807", b"-9223372036854775808", b"1e-999",
                   b"0.0000000000000000001"):
        yield text[:-1] + b',"y":' + number + b"}", None
