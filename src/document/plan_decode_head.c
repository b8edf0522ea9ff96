/* The head of a list, and what all of a revision's decoding needs. */
#include "core/time.h"
#include "document/plan_decoding.h"

int64_t sg_list_base_us(const struct sg_list_head *head, const struct sg_plan *plan)
{
	if (plan->ready_by_us != SG_NO_TIME) {
		return plan->ready_by_us;
	}
	return head->departure_day != SG_NO_DAY ? head->departure_day * SG_DAY_US : 0;
}

int64_t sg_decoding_micros(int64_t seconds)
{
	const int64_t limit = INT64_C(1) << 42; /* beyond the year 9999 */

	return seconds > -limit && seconds < limit ? seconds * SG_SECOND_US : SG_NO_TIME;
}

void *sg_decoding_array(struct sg_decoding *decoding, size_t *count, size_t size)
{
	void *array = sg_arena_array(decoding->arena, *count, size);

	if (array == NULL) {
		decoding->short_of_memory = true;
		*count = 0;
	}
	return array;
}

void sg_decoding_close(struct sg_decoding *decoding, const struct sg_tuple_in *tuple)
{
	decoding->broken = decoding->broken || tuple->broken;
}

size_t sg_decoding_groups(
	struct sg_decoding *decoding, const struct sg_json *array, size_t each)
{
	size_t count = array != NULL ? array->count : 0;

	decoding->broken = decoding->broken || count % each != 0;
	return count / each;
}

void *sg_decoding_list(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	size_t each, size_t size, size_t *ret_count, struct sg_tuple_in *ret_list)
{
	const struct sg_json *array = sg_tuple_array(tuple);

	*ret_count = sg_decoding_groups(decoding, array, each);
	*ret_list = sg_tuple_open(array);
	return sg_decoding_array(decoding, ret_count, size);
}

static const char *const *take_texts(
	struct sg_decoding *decoding, struct sg_tuple_in *tuple, size_t *ret_count)
{
	struct sg_tuple_in list;
	size_t count;
	const char **texts =
		sg_decoding_list(decoding, tuple, 1, sizeof(*texts), &count, &list);

	for (size_t i = 0; i < count; i++) {
		texts[i] = sg_tuple_text(&list);
		decoding->broken = decoding->broken || texts[i] == NULL;
	}
	sg_decoding_close(decoding, &list);
	*ret_count = count;
	return texts;
}

static void take_children(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	struct sg_list_head *head)
{
	struct sg_tuple_in list;
	size_t count;
	struct sg_children *children =
		sg_decoding_list(decoding, tuple, 2, sizeof *children, &count, &list);

	for (size_t i = 0; i < count; i++) {
		children[i].age_group = sg_tuple_text(&list);
		children[i].count = sg_tuple_int32(&list, 0);
		decoding->broken = decoding->broken || children[i].age_group == NULL;
	}
	sg_decoding_close(decoding, &list);
	head->children = children;
	head->children_count = count;
}

static void take_quiet(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	struct sg_list_head *head)
{
	struct sg_tuple_in list;
	size_t count;
	struct sg_quiet_hours *quiet =
		sg_decoding_list(decoding, tuple, 2, sizeof *quiet, &count, &list);

	for (size_t i = 0; i < count; i++) {
		quiet[i].from_minutes = sg_tuple_int32(&list, 0);
		quiet[i].until_minutes = sg_tuple_int32(&list, 0);
	}
	sg_decoding_close(decoding, &list);
	head->quiet = quiet;
	head->quiet_count = count;
}

static void take_traces(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	struct sg_list_head *head)
{
	struct sg_tuple_in list;
	size_t count;
	struct sg_trace *traces =
		sg_decoding_list(decoding, tuple, 2, sizeof *traces, &count, &list);

	for (size_t i = 0; i < count; i++) {
		traces[i].department = sg_tuple_index(&list, SG_DEPARTMENTS);
		traces[i].text = sg_tuple_text(&list);
		decoding->broken = decoding->broken || traces[i].text == NULL;
	}
	sg_decoding_close(decoding, &list);
	head->traces = traces;
	head->trace_count = count;
}

void sg_decoding_head(struct sg_decoding *decoding, const struct sg_json *array,
	struct sg_list_head *head)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	head->arrival_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	head->departure_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	head->adults = sg_tuple_int32(&tuple, 0);
	head->room = sg_tuple_text(&tuple);
	head->room_type = sg_tuple_text(&tuple);
	head->booked_type = sg_tuple_text(&tuple);
	head->floor = sg_tuple_text(&tuple);
	head->section = sg_tuple_text(&tuple);
	head->bed_setup = sg_tuple_text(&tuple);
	head->previous_out_us = sg_decoding_micros(sg_tuple_int(&tuple, SG_NO_TIME));
	head->checked_in_us = sg_decoding_micros(sg_tuple_int(&tuple, SG_NO_TIME));
	head->vip = sg_tuple_text(&tuple);
	take_quiet(decoding, &tuple, head);
	head->salutation = sg_tuple_text(&tuple);
	head->language = sg_tuple_text(&tuple);
	take_children(decoding, &tuple, head);
	head->room_from = sg_tuple_text(&tuple);
	head->incognito = sg_tuple_int(&tuple, 0) != 0;
	head->comments = take_texts(decoding, &tuple, &head->comment_count);
	take_traces(decoding, &tuple, head);
	sg_decoding_close(decoding, &tuple);
}
