/* What a guest lets be kept, as it stands on his card. */
#include "document/card_parts.h"
#include "document/tuple.h"

void sg_card_write_consent(struct sg_buffer *buffer, const struct sg_card *card)
{
	struct sg_tuple_out tuple;

	if (card->memory_us == 0 && card->objects_us == 0 && card->special_us == 0) {
		return;
	}
	sg_buffer_text(buffer, ",\"y\":");
	tuple = sg_tuple_begin(buffer);
	sg_tuple_put_int(&tuple, (int64_t)card->memory, SG_MEMORY_UNSAID);
	sg_tuple_put_int(&tuple, card->memory_us, 0);
	sg_tuple_put_int(&tuple, card->objects ? 1 : 0, 0);
	sg_tuple_put_int(&tuple, card->objects_us, 0);
	sg_tuple_put_int(&tuple, card->learn_from_us, 0);
	sg_tuple_put_int(&tuple, card->special ? 1 : 0, 0);
	sg_tuple_put_int(&tuple, card->special_us, 0);
	sg_tuple_end(&tuple);
}

bool sg_card_read_consent(const struct sg_json *array, struct sg_card *card)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	card->memory = (enum sg_memory)sg_tuple_index(&tuple, SG_MEMORIES);
	card->memory_us = sg_tuple_int(&tuple, 0);
	card->objects = sg_tuple_int(&tuple, 0) != 0;
	card->objects_us = sg_tuple_int(&tuple, 0);
	card->learn_from_us = sg_tuple_int(&tuple, 0);
	card->special = sg_tuple_int(&tuple, 0) != 0;
	card->special_us = sg_tuple_int(&tuple, 0);
	return !tuple.broken;
}
