/* The closed files: configuration, mapping, pictograms, and a catalogue that is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/facts.h"
#include "document/config.h"
#include "document/helpers.h"

static enum sg_status decode(const char *text, struct sg_config *ret_config)
{
	return sg_config_decode(text, strlen(text), now->arena, &now->error, ret_config);
}

static void what_is_not_said_is_the_usual(void **state)
{
	struct sg_config config;

	(void)state;
	taken_as_ok(
		decode("{\"database\":{\"name\":\"sg\",\"socket\":\"/s\"}}", &config));
	assert_string_equal(config.database, "sg");
	assert_string_equal(config.socket, "/s");
	assert_null(config.host);
	assert_int_equal(config.connect_timeout_ms, 2000);
	assert_int_equal(config.deadline_ms, 300);
	assert_int_equal(config.connections, 8);
	assert_int_equal(config.lanes, 4);
	assert_int_equal(config.poll_ms, 1000);
	assert_false(config.tls);
	assert_true(config.tls_verify);
	assert_false(config.relaxed);
	assert_false(config.document_clock);
	assert_false(config.migrate);
	assert_string_equal(config.zoneinfo, "/usr/share/zoneinfo");
}

static void what_is_said_counts(void **state)
{
	struct sg_config config;

	(void)state;
	taken_as_ok(decode(
		"{\"database\":{\"name\":\"sg\",\"host\":\"db\",\"port\":3307,\"user\":"
		"\"u\","
		"\"password\":\"\",\"tls\":{\"ca\":\"/ca\",\"verify\":false},"
		"\"connect_timeout_ms\":50},\"durability\":\"relaxed\",\"clock\":"
		"\"documents\","
		"\"deadline_ms\":60000,\"connections\":1,\"lanes\":64,\"socket_dir\":\"/"
		"d\","
		"\"catalog\":\"/c\",\"mapping\":\"/m\",\"migrate\":true,\"poll_ms\":250,"
		"\"zoneinfo\":\"/z\",\"ca_file\":\"/f\"}",
		&config));
	assert_int_equal(config.port, 3307);
	assert_true(config.tls);
	assert_false(config.tls_verify);
	assert_string_equal(config.tls_ca, "/ca");
	assert_true(config.relaxed);
	assert_true(config.document_clock);
	assert_true(config.migrate);
	assert_string_equal(config.password, "");
	assert_string_equal(config.zoneinfo, "/z");
}

static void an_unknown_member_is_refused_by_name(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} faults[] = {
		{"{}", "member_missing", "/database"},
		{"{\"database\":{}}", "member_missing", "/database/name"},
		{"{\"database\":{\"name\":\"a\"}}", "member_missing", "/database/host"},
		{"{\"database\":{\"name\":\"a\",\"host\":\"h\",\"pasword\":\"x\"}}",
			"member_unknown", "/database/pasword"},
		{"{\"database\":{\"name\":\"a\",\"host\":\"h\",\"tls\":{\"key\":1}}}",
			"member_unknown", "/database/tls/key"},
		{"{\"database\":{\"name\":\"a\",\"host\":\"h\"},\"a/b~\":1}",
			"member_unknown", "/a~1b~0"},
		{"{\"database\":{\"name\":\"a\",\"host\":\"h\"},\"poll_ms\":249}",
			"number_out_of_range", "/poll_ms"},
		{"{\"database\":{\"name\":\"a\",\"host\":\"h\"},\"durability\":\"lax\"}",
			"value_unknown", "/durability"},
		{"{", "json_invalid", ""},
	};
	struct sg_config config;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(decode(faults[i].text, &config), faults[i].code, faults[i].path);
	}
}

static void a_path_longer_than_an_error_holds_is_cut(void **state)
{
	struct sg_buffer text = {0};
	struct sg_config config;

	(void)state;
	sg_buffer_text(&text, "{\"database\":{\"");
	for (int i = 0; i < 100; i++) {
		sg_buffer_text(&text, "\xC3\xA4/");
	}
	sg_buffer_text(&text, "\":1}}");
	assert_int_equal(decode(taken(&text), &config), SG_INVALID);
	assert_in_range(strlen(now->error.path), 150, sizeof now->error.path - 1);
	assert_memory_equal(now->error.path, "/database/\xC3\xA4~1", 14);
}

/* ---- mapping ---- */

static enum sg_status map(const char *text, struct sg_catalog *catalog)
{
	struct sg_source_file file = {"mapping.json", text, strlen(text)};

	return sg_mapping_decode(&file, now->arena, &now->error, catalog);
}

static void codes_become_topic_value_and_strength(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	uint64_t version = catalog.version;
	const struct sg_code *code;

	(void)state;
	taken_as_ok(
		map("{\"mapping\":1,\"codes\":[{\"group\":\"special\",\"code\":\"FF\","
		    "\"topic\":\"bed.filling\",\"value\":\"feather_free\",\"strength\":"
		    "\"require\"},{\"group\":\"*\",\"code\":\"NF\",\"topic\":"
		    "\"amenity.flowers\",\"strength\":\"never\"},{\"group\":\"special\","
		    "\"code\":\"T20\",\"topic\":\"room.temperature\",\"value\":20},{"
		    "\"group\":"
		    "\"a\",\"code\":\"b\",\"topic\":\"room.air\"}]}",
			&catalog));
	assert_true(catalog.version != version);
	assert_int_equal(catalog.code_count, 4);
	code = sg_catalog_code(&catalog, "special", "FF");
	assert_int_equal(code->strength, SG_REQUIRE);
	assert_true(code->value >= 0);
	assert_null(code->text);
	code = sg_catalog_code(&catalog, "special", "T20");
	assert_int_equal(code->value, -1);
	assert_string_equal(code->text, "20");
	assert_int_equal(code->strength, SG_LIKE);
	code = sg_catalog_code(&catalog, "any", "NF");
	assert_int_equal(code->value, -1);
	assert_null(code->text);
	assert_int_equal(sg_catalog_code(&catalog, "a", "b")->value, 0);
}

static void a_mapping_is_checked_against_the_catalogue(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} faults[] = {
		{"{\"mapping\":2,\"codes\":[]}", "number_out_of_range", "/mapping"},
		{"{\"mapping\":1}", "member_missing", "/codes"},
		{"{\"mapping\":1,\"codes\":[],\"x\":1}", "member_unknown", "/x"},
		{"{\"mapping\":1,\"codes\":[{\"group\":\"a\",\"code\":\"b\",\"topic\":"
		 "\"no.such\"}]}",
			"topic_unknown", "/codes/0/topic"},
		{"{\"mapping\":1,\"codes\":[{\"group\":\"a\",\"code\":\"b\",\"topic\":"
		 "\"bed.filling\",\"value\":\"straw\"}]}",
			"value_unknown", "/codes/0/value"},
		{"{\"mapping\":1,\"codes\":[{\"group\":\"a\",\"code\":\"b\",\"topic\":"
		 "\"room.air\"},{\"group\":\"a\",\"code\":\"b\",\"topic\":\"room.air\"}]"
		 "}",
			"element_repeated", "/codes"},
		{"[", "json_invalid", ""},
	};
	struct sg_catalog catalog = built_in_catalog();
	struct sg_catalog before = catalog;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(map(faults[i].text, &catalog), faults[i].code, faults[i].path);
		assert_non_null(strstr(now->error.message, "mapping.json: "));
		assert_memory_equal(&catalog, &before, sizeof catalog);
	}
	assert_int_equal(sg_mapping_decode(&(struct sg_source_file){"m", "[", 1},
				 now->arena, NULL, &catalog),
		SG_INVALID);
}

/* ---- catalogues that are refused ---- */

static enum sg_status lay_over(const char *text)
{
	struct sg_source_file hotel = {"hotel.json", text, strlen(text)};
	struct sg_catalog catalog;

	return sg_catalog_load(&hotel, now->arena, &now->error, &catalog);
}

static void a_catalogue_error_names_file_topic_and_member(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} faults[] = {
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"text\":{\"xx\":\"a\"}}]}]}",
			"language_unknown", "/topics/bed.filling/values/wool/text/xx"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"text\":{\"de\":7}}]}]}",
			"type_wrong", "/topics/bed.filling/values/wool/text/de"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"text\":{\"de\":\"\"}}]}]}",
			"text_too_long", "/topics/bed.filling/values/wool/text/de"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"sheep\":1}]}]}",
			"member_unknown", "/topics/bed.filling/values/wool/sheep"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"brings\":[\"elk\"]}]}]}",
			"hazard_unknown", "/topics/bed.filling/values/wool/brings/elk"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"effects\":[{\"topic\":\"no.such\"}]}]}]}",
			"topic_unknown",
			"/topics/bed.filling/values/wool/effects/0/topic"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"wool\",\"effects\":[{\"topic\":\"bed.filling\",\"value\":\"x\"}]}]}]"
		 "}",
			"value_unknown",
			"/topics/bed.filling/values/wool/effects/0/value"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"values\":[{"
		 "\"value\":"
		 "\"new\"},{\"value\":\"new\"}]}]}",
			"element_repeated", "/topics/bed.filling/values/new"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.new\"}]}", "member_missing",
			"/topics/bed.new/kind"},
		{"{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\",\"pictogram\":"
		 "\"Bed\"}]}",
			"text_invalid", "/topics/bed.filling/pictogram"},
		{"{\"catalog\":1,\"hazards\":[{\"name\":\"ozone\",\"remedy\":{\"topic\":"
		 "\"x.y\",\"value\":\"z\"}}]}",
			"topic_unknown", "/hazards/ozone/remedy/topic"},
		{"{\"catalog\":1,\"hazards\":[{\"name\":\"ozone\"},{\"name\":\"ozone\"}]"
		 "}",
			"element_repeated", "/hazards/ozone"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"elk\",\"text\":{\"de\":\"a\"}},{"
		 "\"name\":\"elk\",\"text\":{\"de\":\"a\"}}]}",
			"element_repeated", "/things/elk"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"elk\",\"text\":{\"xx\":\"a\"}}]"
		 "}",
			"language_unknown", "/things/elk/text/xx"},
		{"{\"catalog\":1,\"things\":[{\"text\":{}}]}", "member_missing",
			"/things/0/name"},
		{"{\"catalog\":1,\"things\":7}", "type_wrong", "/things"},
		{"{", "json_invalid", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(lay_over(faults[i].text), faults[i].code, faults[i].path);
		assert_memory_equal(now->error.message, "hotel.json: ", 12);
	}
}

static void forms_beside_a_number_are_looked_at_too(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} faults[] = {
		{"{\"catalog\":1,\"things\":[{\"name\":\"cot\",\"text\":{},\"counted\":{"
		 "\"de\":{\"two\":\"{n} a\",\"dual\":\"{n} a\"}}}]}",
			"member_unknown", "/things/cot/counted/de/dual"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"cot\",\"text\":{},\"counted\":{"
		 "\"de\":\"Betten\"}}]}",
			"type_wrong", "/things/cot/counted/de"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"cot\",\"text\":{},\"counted\":{"
		 "\"de\":{\"one\":7}}}]}",
			"type_wrong", "/things/cot/counted/de/one"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"cot\",\"text\":{},\"counted\":{"
		 "\"xx\":{\"one\":\"{n} a\"}}}]}",
			"language_unknown", "/things/cot/counted/xx"},
		{"{\"catalog\":1,\"things\":[{\"name\":\"cot\",\"text\":{},\"counted\":{"
		 "\"pl\":{\"many\":\"a\"}}}]}",
			"counted_invalid", "/things/cot/counted/pl/many"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(lay_over(faults[i].text), faults[i].code, faults[i].path);
		assert_non_null(strstr(now->error.message, "hotel.json: "));
	}
}

static void a_topic_twice_in_one_file_is_refused(void **state)
{
	static const char topic[] =
		"{\"topic\":\"a\",\"kind\":\"flag\",\"class\":\"wish\",\"department\":"
		"\"spa\","
		"\"place\":\"bed\",\"when\":\"departure\",\"minutes\":1,\"label\":{},"
		"\"pictogram\":\"a\",\"values\":[{\"value\":\"yes\"}]}";
	const char *text = sg_arena_format(now->arena,
		"{\"catalog\":1,\"languages\":[\"en\"],\"topics\":[%s,%s]}", topic,
		topic);
	struct sg_source_file file = {"a.json", text, strlen(text)};
	struct sg_catalog catalog;

	(void)state;
	refused(sg_catalog_decode(&file, 1, now->arena, &now->error, &catalog),
		"element_repeated", "/topics/a");
	assert_int_equal(sg_catalog_decode(&file, 0, now->arena, &now->error, &catalog),
		SG_INTERNAL);
	assert_int_equal(
		sg_catalog_decode(&file, 1, now->arena, NULL, &catalog), SG_INVALID);
}

static void a_hotel_may_clear_a_member_with_null(void **state)
{
	(void)state;
	refused(lay_over("{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\","
			 "\"label\":null}]}"),
		"member_missing", "/topics/bed.filling/label");
	taken_as_ok(lay_over("{\"catalog\":1,\"topics\":[{\"topic\":\"bed.filling\","
			     "\"store\":null}]}"));
}

static void pictograms_are_paths_by_name(void **state)
{
	struct sg_source_file file = {.name = "p.json"};
	const struct sg_pictogram *pictograms;
	size_t count = 0;

	(void)state;
	file.bytes = "{\"bed\":\"M1 1h2\",\"cup\":\"M0 0\"}";
	file.len = strlen(file.bytes);
	taken_as_ok(sg_pictograms_decode(
		&file, now->arena, &now->error, &pictograms, &count));
	assert_int_equal(count, 2);
	assert_string_equal(pictograms[1].path, "M0 0");
	file.bytes = "{\"bed\":7}";
	file.len = strlen(file.bytes);
	assert_int_equal(
		sg_pictograms_decode(&file, now->arena, &now->error, &pictograms, &count),
		SG_INVALID);
	assert_string_equal(now->error.path, "/bed");
	file.len = 3;
	assert_int_equal(
		sg_pictograms_decode(&file, now->arena, &now->error, &pictograms, &count),
		SG_INVALID);
	file.name = "catalog/pictograms.json";
	file.bytes = sg_embedded_find(file.name, &file.len);
	taken_as_ok(sg_pictograms_decode(
		&file, now->arena, &now->error, &pictograms, &count));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(what_is_not_said_is_the_usual),
		test(what_is_said_counts),
		test(an_unknown_member_is_refused_by_name),
		test(a_path_longer_than_an_error_holds_is_cut),
		test(codes_become_topic_value_and_strength),
		test(a_mapping_is_checked_against_the_catalogue),
		test(a_catalogue_error_names_file_topic_and_member),
		test(forms_beside_a_number_are_looked_at_too),
		test(a_topic_twice_in_one_file_is_refused),
		test(a_hotel_may_clear_a_member_with_null),
		test(pictograms_are_paths_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
