/*
 * Every allocation made to fail once: whatever is read or merged then says that memory was
 * short, and nothing else. The arena here is one that counts down to a failure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/embedded.h"
#include "document/catalog.h"
#include "document/config.h"
#include "document/day_plan.h"
#include "document/envelope.h"
#include "document/guest.h"
#include "document/house.h"
#include "document/memory.h"
#include "document/operation.h"
#include "document/parse.h"
#include "document/plan_codec.h"
#include "document/stay.h"

/* ---- the arena ---- */

struct piece {
	struct piece *next;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct sg_arena {
	struct piece *pieces;
	long left; /* allocations before the one that fails; -1 = none fails */
};

static void *give(struct sg_arena *arena, size_t size)
{
	struct piece *piece;

	if (arena->left == 0) {
		return NULL;
	}
	arena->left -= arena->left > 0 ? 1 : 0;
	piece = calloc(1, sizeof *piece + size + 1);
	assert_non_null(piece);
	piece->next = arena->pieces;
	arena->pieces = piece;
	return piece->bytes;
}

void *sg_arena_alloc(struct sg_arena *arena, size_t size)
{
	return give(arena, size);
}

void *sg_arena_array(struct sg_arena *arena, size_t count, size_t size)
{
	return give(arena, count * size);
}

char *sg_arena_copy_len(struct sg_arena *arena, const char *text, size_t len)
{
	char *copy = give(arena, len);

	if (copy != NULL && len > 0) {
		memcpy(copy, text, len);
	}
	return copy;
}

char *sg_arena_copy(struct sg_arena *arena, const char *text)
{
	return text != NULL ? sg_arena_copy_len(arena, text, strlen(text)) : NULL;
}

char *sg_arena_format(struct sg_arena *arena, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return sg_arena_copy(arena, text);
}

struct sg_arena *sg_arena_new(void)
{
	struct sg_arena *arena = calloc(1, sizeof *arena);

	assert_non_null(arena);
	arena->left = -1;
	return arena;
}

void sg_arena_reset(struct sg_arena *arena)
{
	while (arena->pieces != NULL) {
		struct piece *next = arena->pieces->next;

		free(arena->pieces);
		arena->pieces = next;
	}
}

void sg_arena_free(struct sg_arena *arena)
{
	sg_arena_reset(arena);
	free(arena);
}

/* ---- the sweep ---- */

typedef enum sg_status work(struct sg_arena *arena, struct sg_error *error);

static struct sg_arena *steady; /* never short */
static struct sg_catalog catalog;

static void sweep(work *what)
{
	struct sg_arena *arena = sg_arena_new();
	enum sg_status status = SG_MEMORY;
	long allowed = 0;

	for (; status == SG_MEMORY && allowed < 100000; allowed++) {
		struct sg_error error = {.status = SG_OK};

		arena->left = allowed;
		status = what(arena, &error);
		sg_arena_reset(arena);
	}
	assert_int_equal(status, SG_OK);
	assert_true(allowed > 1);
	sg_arena_free(arena);
}

static struct sg_stored text_of(const char *text)
{
	return (struct sg_stored){text, strlen(text)};
}

static const struct sg_json *json(const char *text)
{
	const struct sg_json *value = NULL;

	assert_int_equal(
		sg_json_parse(text, strlen(text), &sg_batch_limits, steady, NULL, &value),
		SG_OK);
	return value;
}

/* ---- what is swept ---- */

#define IDS "\"ids\":[{\"system\":\"opera\",\"id\":\"1\"}]"

static const char stay_data[] =
	"{" IDS ",\"status\":\"booked\",\"arrival\":\"2026-11-21\",\"departure\":"
	"\"2026-11-24\",\"room\":\"1\",\"party\":{\"children\":[{\"age_group\":\"0-2\"}]}"
	","
	"\"people\":[{\"role\":\"guest\",\"ids\":[{\"system\":\"a\",\"id\":\"b\"}]}],"
	"\"codes\":[{\"group\":\"a\",\"code\":\"b\"}],\"products\":[{\"code\":\"c\"}],"
	"\"comments\":[\"x\"],\"traces\":[{\"department\":\"spa\",\"text\":\"t\"}]}";

static enum sg_status read_envelope(struct sg_arena *arena, struct sg_error *error)
{
	static const char text[] =
		"{\"type\":\"batch/"
		"1\",\"data\":{\"documents\":[{\"a\":[1,2.5,\"\\u00e4\"]},"
		"{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},"
		"{}]}}";
	struct sg_envelope envelope;
	struct sg_batch batch;
	enum sg_status status =
		sg_envelope_decode(text, sizeof text - 1, arena, error, &envelope);

	return status == SG_OK ? sg_batch_decode(envelope.data, arena, error, &batch)
	                       : status;
}

static enum sg_status change_stay(struct sg_arena *arena, struct sg_error *error)
{
	const struct sg_stored stored = text_of(
		"{\"@at\":[[2,1]],\"people\":[{\"role\":\"guest\"}],\"@guests\":[]}");
	const struct sg_stay_columns columns = {
		SG_STAY_BOOKED, {1, -1}, 20000, 20001, "7", 0, 0};
	const struct sg_stamp stamp = {5, -1};
	struct sg_stay_document document;
	struct sg_stay_state before;
	struct sg_stay_result result;
	enum sg_status status = sg_stay_check(json(stay_data), arena, error, &document);

	if (status == SG_OK) {
		status = sg_stay_decode(&stored, &columns, arena, error, &before);
	}
	return status == SG_OK
	               ? sg_stay_merge(&before, &document, &stamp, arena, error, &result)
	               : status;
}

static enum sg_status change_house(struct sg_arena *arena, struct sg_error *error)
{
	static const char data[] =
		"{\"zone\":\"UTC\",\"languages\":[\"de\"],\"quiet\":[{\"from\":\"01:00\","
		"\"until\":\"02:00\"}],\"rules\":[{\"id\":\"r\",\"topic\":\"room."
		"temperature\","
		"\"value\":20}]}";
	const struct sg_merge_input input = {{NULL, 0}, json(data), {1, -1}};
	struct sg_merge_input again = {.data = json("{\"live\":true}"), .stamp = {2, -1}};
	struct sg_merged merged;
	struct sg_house house;
	enum sg_status status = sg_property_check(json(data), &catalog, arena, error);

	if (status == SG_OK) {
		status = sg_property_merge(&input, "X", arena, error, &merged);
	}
	again.before = merged.state;
	if (status == SG_OK) {
		status = sg_property_merge(&again, "X", arena, error, &merged);
	}
	return status == SG_OK
	               ? sg_property_decode(&merged.state, "X", arena, error, &house)
	               : status;
}

static enum sg_status change_rooms(struct sg_arena *arena, struct sg_error *error)
{
	const struct sg_stored type = text_of(
		"{\"@\":[1,-1],\"standard\":{\"things\":[{\"what\":\"a\",\"count\":1,"
		"\"brings\":[\"feather\"]}]}}");
	const struct sg_stored room = text_of("{\"@\":[1,-1],\"features\":[\"a\"]}");
	struct sg_room_type found_type;
	struct sg_room found_room;
	struct sg_merged merged;
	enum sg_status status =
		sg_room_type_decode(&type, "A", &catalog, arena, error, &found_type);

	if (status == SG_OK) {
		status = sg_room_touch(&room, SG_ROOM_DIRTY, true, arena, error, &merged);
	}
	if (status == SG_OK) {
		status = sg_room_decode(&merged.state, "1", 0, arena, error, &found_room);
	}
	if (status == SG_OK && sg_hazards_format(3, &catalog, arena) == NULL) {
		status = SG_MEMORY;
	}
	return status;
}

static enum sg_status change_guest(struct sg_arena *arena, struct sg_error *error)
{
	const struct sg_merge_input input = {{NULL, 0},
		json("{" IDS ",\"occasions\":[{\"kind\":\"b\"}],\"birth_date\":"
		     "\"1980-01-01\"}"),
		{1, -1}};
	const struct sg_stored text = text_of("{\"f\":[[null,\"t\"]],\"o\":[[\"b\"]]}");
	struct sg_merged merged;
	struct sg_guest guest;
	struct sg_card card;
	struct sg_fact fact;
	const struct sg_stored lone = text_of("[null,\"t\"]");
	enum sg_status status = sg_guest_merge(&input, arena, error, &merged);

	if (status == SG_OK) {
		status = sg_guest_decode(&merged.state, arena, error, &guest);
	}
	if (status == SG_OK) {
		status = sg_card_decode(&text, arena, error, &card);
	}
	if (status == SG_OK) {
		status = sg_fact_decode(&lone, arena, error, &fact);
	}
	if (status == SG_OK && !sg_guest_to_card(&guest, arena, &card)) {
		status = SG_MEMORY;
	}
	return status;
}

static enum sg_status state_preference(struct sg_arena *arena, struct sg_error *error)
{
	struct sg_statement statement;

	return sg_preference_stated_decode(
		json("{\"guest\":{" IDS "},\"topic\":\"room.temperature\",\"value\":20,"
		     "\"strength\":\"like\"}"),
		&catalog, arena, error, &statement);
}

static enum sg_status put_endpoint(struct sg_arena *arena, struct sg_error *error)
{
	struct sg_endpoint endpoint;

	return sg_endpoint_put_decode(
		json("{\"name\":\"e\",\"url\":\"https://a\",\"secret\":\"whsec_a\","
		     "\"departments\":[\"spa\"],\"languages\":[\"en\"],\"headers\":{"
		     "\"a\":"
		     "\"b\"}}"),
		arena, error, &endpoint);
}

static enum sg_status read_list(struct sg_arena *arena, struct sg_error *error)
{
	const struct sg_stored text = text_of(sg_arena_format(steady,
		"{\"h\":[1,2,1,null,null,null,null,null,null,null,null,null,[1,2],null,"
		"null,["
		"\"0-2\",1],null,0,[\"c\"],[0,\"t\"]],\"p\":[0,0,0],\"i\":[[\"i1\","
		"\"bed.filling\",\"wool\",0,1,1,[[0]],0,[\"pillow\",1,0]]],\"l\":[[0,0,0]"
		"],"
		"\"q\":[\"bed.filling\",\"wool\"],\"w\":[[0]],\"v\":%u}",
		(unsigned)catalog.version));
	struct sg_cut cut;
	struct sg_list list;
	struct sg_checklist checklist = {
		.list = &list, .catalog = &catalog, .cut = &cut, .property = "X"};
	const struct sg_day_view view = {.catalog = &catalog, .cut = &cut};
	struct sg_day_plan *plan;
	struct sg_buffer buffer = {0};
	const char *const languages[] = {"en"};
	enum sg_status status = sg_list_decode(&text, &catalog, arena, error, &list);

	sg_cut_for_actor(SG_ACTOR_MANAGER, -1, languages, 1, &cut);
	plan = status == SG_OK ? sg_day_plan_begin(&view, arena, &buffer) : NULL;
	if (status == SG_OK && (plan == NULL || !sg_day_plan_add(plan, &checklist))) {
		status = SG_MEMORY;
	}
	if (status == SG_OK) {
		sg_day_plan_end(plan);
		status = buffer.failed ? SG_MEMORY : SG_OK;
	}
	sg_buffer_free(&buffer);
	return status;
}

static enum sg_status load_files(struct sg_arena *arena, struct sg_error *error)
{
	static const char base[] =
		"{\"catalog\":1,\"languages\":[\"en\"],\"hazards\":[{\"name\":\"h\"}],"
		"\"things\":[{\"name\":\"a\",\"text\":{\"en\":\"A\"}}],\"topics\":[{"
		"\"topic\":"
		"\"t\",\"kind\":\"flag\",\"class\":\"wish\",\"department\":\"spa\","
		"\"place\":"
		"\"bed\",\"when\":\"before_arrival\",\"minutes\":1,\"pictogram\":\"p\","
		"\"label\":"
		"{\"en\":\"T\"},\"avoid_text\":{\"en\":\"No "
		"T\"},\"values\":[{\"value\":\"yes\","
		"\"text\":{\"en\":\"{n} "
		"T\"},\"parts\":[{\"what\":\"a\",\"count\":1}]}]}]}";
	static const char hotel[] =
		"{\"catalog\":1,\"topics\":[{\"topic\":\"t\",\"minutes\":2}]}";
	static const char codes[] = "{\"mapping\":1,\"codes\":[{\"group\":\"g\",\"code\":"
				    "\"c\",\"topic\":\"t\"}]}";
	static const char drawn[] = "{\"p\":\"M1 1\"}";
	const struct sg_source_file files[] = {
		{"base", base, sizeof base - 1}, {"hotel", hotel, sizeof hotel - 1}};
	const struct sg_source_file mapping = {"codes", codes, sizeof codes - 1};
	const struct sg_source_file pictures = {"drawn", drawn, sizeof drawn - 1};
	const struct sg_pictogram *pictograms;
	struct sg_catalog loaded;
	size_t count;
	enum sg_status status = sg_catalog_decode(files, 2, arena, error, &loaded);

	if (status == SG_OK) {
		status = sg_mapping_decode(&mapping, arena, error, &loaded);
	}
	return status == SG_OK ? sg_pictograms_decode(
					 &pictures, arena, error, &pictograms, &count)
	                       : status;
}

static enum sg_status read_config(struct sg_arena *arena, struct sg_error *error)
{
	static const char text[] = "{\"database\":{\"name\":\"a\",\"host\":\"b\"}}";
	struct sg_config config;

	return sg_config_decode(text, sizeof text - 1, arena, error, &config);
}

#define SWEEP(name, what)                                                                \
	static void name(void **state)                                                   \
	{                                                                                \
		(void)state;                                                             \
		sweep(what);                                                             \
	}

SWEEP(reading_a_batch_survives_short_memory, read_envelope)
SWEEP(changing_a_stay_survives_short_memory, change_stay)
SWEEP(changing_the_house_survives_short_memory, change_house)
SWEEP(changing_rooms_survives_short_memory, change_rooms)
SWEEP(changing_a_guest_survives_short_memory, change_guest)
SWEEP(stating_a_preference_survives_short_memory, state_preference)
SWEEP(putting_an_endpoint_survives_short_memory, put_endpoint)
SWEEP(reading_a_list_survives_short_memory, read_list)
SWEEP(loading_the_files_survives_short_memory, load_files)
SWEEP(reading_the_config_survives_short_memory, read_config)

static int begin(void **state)
{
	(void)state;
	steady = sg_arena_new();
	return sg_catalog_load(NULL, steady, NULL, &catalog) == SG_OK ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	sg_arena_free(steady);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading_a_batch_survives_short_memory),
		cmocka_unit_test(changing_a_stay_survives_short_memory),
		cmocka_unit_test(changing_the_house_survives_short_memory),
		cmocka_unit_test(changing_rooms_survives_short_memory),
		cmocka_unit_test(changing_a_guest_survives_short_memory),
		cmocka_unit_test(stating_a_preference_survives_short_memory),
		cmocka_unit_test(putting_an_endpoint_survives_short_memory),
		cmocka_unit_test(reading_a_list_survives_short_memory),
		cmocka_unit_test(loading_the_files_survives_short_memory),
		cmocka_unit_test(reading_the_config_survives_short_memory),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
