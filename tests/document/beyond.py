"""Where schemas and decoders may differ, and deeds that must be refused."""

# What the decoders refuse and no schema can: schema, code, where, why.
BEYOND = (
    ("*", "number_too_large", "", "a limit of the reading"),
    ("*", "time_invalid", r".*/(time|eta|etd)", "31 February, leap seconds, the year 10000 in UTC"),
    ("stay.changed.1", "departure_before_arrival", r"/data/(arrival|departure)", "two members"),
    ("room.changed.1", "until_before_from", r"/data/status/out_of_order/until", "two members"),
    ("preference.stated.1", "until_before_from", r"/data/valid/until", "two members"),
    ("preference.withdrawn.1", "number_out_of_range", r"/data/value", "a fourth decimal"),
    ("room_type.changed.1", "value_unknown", r"/data/standard/things/\d+/brings/\d+",
     "the catalogue knows the hazards"),
    *((schema, code, place + member, "the catalogue knows the topic")
      for schema, place in (("preference.stated.1", "/data"),
                            ("observation.recorded.1", "/data"), ("mapping", r"/codes/\d+"),
                            ("property.changed.1", r"/data/rules/\d+"))
      for code, member in (("topic_unknown", "/topic"), ("value_unknown", "/value"),
                           ("value_missing", "/value"), ("type_wrong", "/value"),
                           ("number_out_of_range", "/value"))),
    ("observation.recorded.1", "topic_not_observed", r"/data/topic", "the topic's kind"),
    *((schema, code, r"/data/topic", "the catalogue knows the topic")
      for schema in ("observation.recorded.1", "feedback.given.1")
      for code in ("topic_unknown", "topic_no_attention")),
    ("mapping", "element_repeated", r"/codes", "no two elements alike in two members"),
    *(("catalog", code, ".*", why) for code, why in (
        ("member_missing", "a topic of the hotel's own needs more than a change does"),
        ("text_missing", "every language of the catalogue"),
        ("counted_invalid", "each language counts in forms of its own"),
        ("text_invalid", "placeholders go with parts and kind, and are alike in all languages"),
        ("language_unknown", "the file and the built-in one have languages together"),
        ("topic_unknown", "names are looked up in both files"),
        ("value_unknown", "names are looked up in both files"),
        ("thing_unknown", "names are looked up in both files"),
        ("hazard_unknown", "names are looked up in both files"),
        ("hazard_cycle", "remedies lead from one to another"),
        ("hazard_contradiction", "two members"),
        ("remedy_invalid", "the topic that it leads to"),
        ("effect_invalid", "the topic that it leads to"),
        ("special_category", "several members"),
        ("free_text", "several members"),
        ("values_invalid", "the topic's kind"),
        ("number_out_of_range", "unit, min, max and every_nights go with kind and when"),
        ("element_repeated", "lists are joined by name"),
        ("list_too_long", "lists are joined"),
        ("word_unknown", "a word that was not said"),
    )),
)

# Deeds that a chance would rarely hit: example, place, value, code, where it is seen.
DEEDS = (
    ("stay.changed.1", "/data/arrival", "2026-11-25", "departure_before_arrival",
     "/data/departure"),
    ("stay.changed.1", "/data/arrival", "2026-02-31", "date_invalid", "/data/arrival"),
    ("stay.changed.1", "/data/departure", "10000-01-01", "date_invalid", "/data/departure"),
    ("stay.changed.1", "/data/eta", "2026-02-31T15:00:00Z", "time_invalid", "/data/eta"),
    ("stay.changed.1", "/time", "9999-12-31T23:59:59-01:00", "time_invalid", "/time"),
    ("stay.changed.1", "/data/people", [{"role": "guest"}] * 10000, "list_too_long",
     "/data/people"),
    ("stay.changed.1", "/type", "x" + "é" * 40, "type_unknown", "/type"),
    ("stay.changed.1", "/type", "stay.changed/2", "revision_unknown", "/type"),
    ("stay.changed.1", "/type", "stay.changed", "revision_unknown", "/type"),
    ("stay.changed.1", "/data/room", "4\n12", "control_character", "/data/room"),
    ("room.changed.1", "/data/number", "4\u009b12", "control_character", "/data/number"),
    ("room.changed.1", "/data/status/out_of_order/until", "2026-11-30", "until_before_from",
     "/data/status/out_of_order/until"),
    ("preference.stated.1", "/data/valid/from", "2028-01-01", "until_before_from",
     "/data/valid/until"),
    ("preference.stated.1.number", "/data/value", 28.001, "number_out_of_range", "/data/value"),
    ("preference.stated.1.number", "/data/value", 18.5001, "number_out_of_range", "/data/value"),
    ("preference.withdrawn.1.topic", "/data/value", 21.0005, "number_out_of_range", "/data/value"),
    ("preference.withdrawn.1.topic", "/data/value", 1e300, "number_out_of_range", "/data/value"),
    ("endpoint.put.1", "/data/url", "https://a.example/\r\nX: y", "control_character", "/data/url"),
    ("endpoint.put.1", "/data/headers/X-Hotel", "a\r\nX: y", "header_invalid",
     "/data/headers/X-Hotel"),
    ("endpoint.put.1", "/data/secret", "geheim", "text_invalid", "/data/secret"),
    ("config", "/databse", {}, "member_unknown", "/databse"),
    ("config", "/database/tls/verfy", True, "member_unknown", "/database/tls/verfy"),
    ("mapping", "/codes/1", {"group": "special", "code": "FF", "topic": "device.kettle",
                             "value": True}, "element_repeated", "/codes"),
    ("catalog", "/hazards/1/remedy", {"topic": "spa.sauna", "value": "set"}, "hazard_cycle",
     "/hazards/wax/remedy"),
    ("catalog", "/topics/0/label/de", "Sauna\n", "control_character", "/topics/spa.sauna/label/de"),
    ("catalog", "/topics/0/colour", "red", "member_unknown", "/topics/spa.sauna/colour"),
    ("pictograms", "/bag", "M1 1\"/><script>", "pictogram_invalid", "/bag"),
    ("pictograms", "/a\"b", "M1 1", "pictogram_invalid", "/a\"b"),
)

# Codes that may speak of a member beside the one that was changed.
SIBLINGS = {
    "departure_before_arrival", "until_before_from", "member_missing", "member_unexpected",
    "value_missing", "value_unknown", "type_wrong", "number_out_of_range", "element_repeated",
    "text_missing", "text_invalid", "counted_invalid", "values_invalid", "effect_invalid",
}
