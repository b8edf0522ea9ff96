/*
 * Whether the parts of a catalogue fit together. A hotel's file is laid over the built-in one
 * by hand, so every refusal names the place and the member, and the first one ends the check.
 */
#include "core/catalog_check.h"

#include <stdio.h>
#include <string.h>

#include "core/facts.h"

enum sg_status sg_catalog_refuse(const struct sg_catalog_checker *check, const char *code,
	const char *member, const char *message)
{
	char path[SG_CHECK_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s%s%s", check->at, *member != '\0' ? "/" : "",
		member);
	return sg_fail(check->error, SG_INVALID, code, path, "%s", message);
}

bool sg_catalog_is_blank(const char *text)
{
	return text == NULL || *text == '\0';
}

/* ---- texts ----------------------------------------------------------------------------- */

static size_t count_characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		count += ((unsigned char)*text & 0xC0u) != 0x80u;
	}
	return count;
}

static unsigned placeholders(const char *text)
{
	unsigned found = 0;

	for (text += strcspn(text, "{}"); *text != '\0'; text += strcspn(text, "{}")) {
		if (strncmp(text, "{n}", 3) == 0) {
			found |= SG_HAS_QUANTITY;
			text += 3;
		} else if (strncmp(text, "{value}", 7) == 0) {
			found |= SG_HAS_NUMBER;
			text += 7;
		} else {
			found |= SG_HAS_UNKNOWN;
			text++;
		}
	}
	return found;
}

/* `first` are the placeholders of the first language's text. */
static const char *text_fault(
	const char *text, unsigned first, const struct sg_text_rule *rule)
{
	unsigned found = placeholders(text);

	if (count_characters(text) > SG_INSTRUCTION_MAX) {
		return "is longer than 60 characters";
	}
	if ((found & SG_HAS_UNKNOWN) != 0) {
		return "has a brace that is neither {n} nor {value}";
	}
	if ((found & ~rule->allowed) != 0) {
		return "has a placeholder that nothing fills here";
	}
	if ((found & rule->needed) != rule->needed) {
		return "lacks the placeholder {value}";
	}
	return found != first ? "has other placeholders than the first language" : NULL;
}

static bool all_absent(
	const struct sg_catalog_checker *check, const struct sg_texts *texts)
{
	for (size_t i = 0; i < check->catalog->language_count; i++) {
		if (texts->in[i] != NULL) {
			return false;
		}
	}
	return true;
}

static bool may_lack(const struct sg_catalog_checker *check, size_t language)
{
	size_t from = check->catalog->partial_from;

	return from > 0 && language >= from;
}

static enum sg_status refuse_text(const struct sg_catalog_checker *check,
	const struct sg_text_rule *rule, size_t language, const char *code,
	const char *message)
{
	char member[SG_CHECK_PATH_SIZE];

	(void)snprintf(member, sizeof member, "%s/%s", rule->member,
		check->catalog->languages[language]);
	return sg_catalog_refuse(check, code, member, message);
}

enum sg_status sg_catalog_check_texts(const struct sg_catalog_checker *check,
	const struct sg_texts *texts, const struct sg_text_rule *rule)
{
	unsigned first = texts->in[0] != NULL ? placeholders(texts->in[0]) : 0u;

	if (rule->optional && all_absent(check, texts)) {
		return SG_OK;
	}
	for (size_t i = 0; i < check->catalog->language_count; i++) {
		const char *text = texts->in[i];
		const char *fault = NULL;

		if (text == NULL && may_lack(check, i)) {
			continue;
		}
		if (sg_catalog_is_blank(text)) {
			return refuse_text(check, rule, i, "text_missing", "has no text");
		}
		fault = text_fault(text, first, rule);
		if (fault != NULL) {
			return refuse_text(check, rule, i, "text_invalid", fault);
		}
	}
	return SG_OK;
}

/* ---- languages and things -------------------------------------------------------------- */

static enum sg_status check_languages(const struct sg_catalog_checker *check)
{
	const struct sg_catalog *catalog = check->catalog;

	if (catalog->language_count == 0 || catalog->language_count > SG_LANGUAGES_MAX) {
		return sg_catalog_refuse(
			check, "languages_invalid", "languages", "are none or too many");
	}
	for (size_t i = 0; i < catalog->language_count; i++) {
		const char *language = catalog->languages[i];

		if (sg_catalog_is_blank(language) ||
			sg_catalog_language(catalog, language) != (int32_t)i) {
			return sg_catalog_refuse(check, "languages_invalid", "languages",
				"need names, each of its own");
		}
	}
	return SG_OK;
}

static bool has_forms(const struct sg_counted_forms *counted)
{
	for (int i = 0; i < SG_PLURALS; i++) {
		if (counted->form[i] != NULL) {
			return true;
		}
	}
	return false;
}

/* Whether the category stands for one number alone, which the form need not show. */
static bool is_single(const char *language, enum sg_plural category)
{
	return category == SG_PLURAL_ZERO || category == SG_PLURAL_TWO ||
	       (category == SG_PLURAL_ONE && sg_plural_of(language, 0) != SG_PLURAL_ONE &&
		       sg_plural_of(language, 21) != SG_PLURAL_ONE);
}

static const char *form_fault(
	const char *form, const char *language, enum sg_plural category)
{
	unsigned found = form != NULL ? placeholders(form) : 0u;

	if (sg_catalog_is_blank(form)) {
		return "has no form for some numbers";
	}
	if (count_characters(form) > SG_INSTRUCTION_MAX) {
		return "is longer than 60 characters";
	}
	if ((found & ~(unsigned)SG_HAS_QUANTITY) != 0) {
		return "has a placeholder that nothing fills here";
	}
	return found == 0 && !is_single(language, category) ? "lacks the placeholder {n}"
	                                                    : NULL;
}

static enum sg_status check_forms(const struct sg_catalog_checker *check,
	const struct sg_counted_forms *counted, const char *language)
{
	char member[SG_CHECK_PATH_SIZE];

	for (int i = 0; i < SG_PLURALS; i++) {
		enum sg_plural category = (enum sg_plural)i;
		const char *fault = NULL;

		if (sg_plural_used(language, category)) {
			fault = form_fault(counted->form[i], language, category);
		}
		if (fault != NULL) {
			(void)snprintf(member, sizeof member, "counted/%s/%s", language,
				sg_plural_name(category));
			return sg_catalog_refuse(check, "counted_invalid", member, fault);
		}
	}
	return SG_OK;
}

/* In every language or in none, but where there may be gaps. */
static enum sg_status check_counted(
	const struct sg_catalog_checker *check, const struct sg_thing *thing)
{
	const struct sg_catalog *catalog = check->catalog;
	enum sg_status status = SG_OK;

	if (thing->counted == NULL) {
		return SG_OK;
	}
	for (size_t i = 0; status == SG_OK && i < catalog->language_count; i++) {
		if (has_forms(&thing->counted[i]) || !may_lack(check, i)) {
			status = check_forms(
				check, &thing->counted[i], catalog->languages[i]);
		}
	}
	return status;
}

static enum sg_status check_things(struct sg_catalog_checker *check)
{
	const struct sg_catalog *catalog = check->catalog;
	const struct sg_text_rule rule = {.member = "text"};
	enum sg_status status = SG_OK;

	for (size_t i = 0; status == SG_OK && i < catalog->thing_count; i++) {
		const struct sg_thing *thing = &catalog->things[i];

		(void)snprintf(check->at, sizeof check->at, "/things/%s", thing->name);
		if (i > 0 && strcmp(catalog->things[i - 1].name, thing->name) >= 0) {
			return sg_catalog_refuse(
				check, "order", "", "is there twice or out of order");
		}
		status = sg_catalog_check_texts(check, &thing->text, &rule);
		if (status == SG_OK) {
			status = check_counted(check, thing);
		}
	}
	return status;
}

/* ---- hazards --------------------------------------------------------------------------- */

/* The way from hazard to hazard, each brought or left by the remedy of the one before. */
struct trail {
	const struct sg_catalog *catalog;
	int32_t steps[SG_HAZARDS_MAX + 1];
	size_t length;
	uint64_t harmless; /* walked before, without coming back */
};

static uint64_t brought_by_remedy(const struct sg_catalog *catalog, int32_t hazard)
{
	const struct sg_hazard *of = &catalog->hazards[hazard];
	const struct sg_topic_value *remedy = NULL;

	if (of->remedy_topic < 0) {
		return 0;
	}
	remedy = &catalog->topics[of->remedy_topic].values[of->remedy_value];
	return remedy->brings | remedy->leaves;
}

static bool is_on_trail(const struct trail *trail, int32_t hazard)
{
	for (size_t i = 0; i < trail->length; i++) {
		if (trail->steps[i] == hazard) {
			return true;
		}
	}
	return false;
}

/* Whether the way from `hazard` comes back to a step of the trail, which then ends with it.
 * No deeper than there are hazards, since a step that is on the trail ends the walk. */
static bool walk(struct trail *trail, int32_t hazard)
{
	bool back = is_on_trail(trail, hazard);
	uint64_t brought = brought_by_remedy(trail->catalog, hazard);

	trail->steps[trail->length++] = hazard;
	if (back) {
		return true;
	}
	for (int32_t i = 0; i < (int32_t)trail->catalog->hazard_count; i++) {
		uint64_t bit = UINT64_C(1) << i;

		if ((brought & ~trail->harmless & bit) != 0 && walk(trail, i)) {
			return true;
		}
	}
	trail->length--;
	trail->harmless |= UINT64_C(1) << hazard;
	return false;
}

static enum sg_status refuse_cycle(
	struct sg_catalog_checker *check, const struct trail *trail)
{
	const struct sg_hazard *hazards = check->catalog->hazards;
	int32_t last = trail->steps[trail->length - 1];
	char message[sizeof check->error->message] = "a cycle of hazards:";
	size_t used = strlen(message);
	bool inside = false;

	for (size_t i = 0; i < trail->length && used < sizeof message; i++) {
		const char *arrow = inside ? " >" : "";

		inside = inside || trail->steps[i] == last;
		if (inside) {
			used += (size_t)snprintf(message + used, sizeof message - used,
				"%s %s", arrow, hazards[trail->steps[i]].name);
		}
	}
	(void)snprintf(check->at, sizeof check->at, "/hazards/%s", hazards[last].name);
	return sg_catalog_refuse(check, "hazard_cycle", "remedy", message);
}

static enum sg_status check_cycles(struct sg_catalog_checker *check)
{
	struct trail trail = {.catalog = check->catalog};

	for (int32_t i = 0; i < (int32_t)check->catalog->hazard_count; i++) {
		if (walk(&trail, i)) {
			return refuse_cycle(check, &trail);
		}
	}
	return SG_OK;
}

static const char *remedy_fault(
	const struct sg_catalog *catalog, const struct sg_hazard *hazard)
{
	const struct sg_topic *topic = NULL;

	if (hazard->remedy_topic == -1) {
		return NULL;
	}
	if (hazard->remedy_topic < 0 ||
		(size_t)hazard->remedy_topic >= catalog->topic_count) {
		return "leads to an unknown topic";
	}
	topic = &catalog->topics[hazard->remedy_topic];
	if (hazard->remedy_value < 0 ||
		(size_t)hazard->remedy_value >= topic->value_count) {
		return "leads to an unknown value";
	}
	if (topic->special_category) {
		return "leads to a special-category topic, which may not leave";
	}
	return topic->values[hazard->remedy_value].effect_count > 0
	               ? "leads to a value that has effects itself"
	               : NULL;
}

static enum sg_status check_hazards(struct sg_catalog_checker *check)
{
	const struct sg_catalog *catalog = check->catalog;

	(void)snprintf(check->at, sizeof check->at, "/hazards");
	if (catalog->hazard_count > SG_HAZARDS_MAX) {
		return sg_catalog_refuse(
			check, "hazards_too_many", "", "are more than 64");
	}
	for (size_t i = 0; i < catalog->hazard_count; i++) {
		const struct sg_hazard *hazard = &catalog->hazards[i];
		const char *fault = remedy_fault(catalog, hazard);

		(void)snprintf(check->at, sizeof check->at, "/hazards/%s", hazard->name);
		if (sg_catalog_is_blank(hazard->name) ||
			sg_catalog_hazard(catalog, hazard->name) != (int32_t)i) {
			return sg_catalog_refuse(
				check, "hazard_name", "", "has no name of its own");
		}
		if (fault != NULL) {
			return sg_catalog_refuse(
				check, "remedy_invalid", "remedy", fault);
		}
	}
	return SG_OK;
}

/* ---- codes ----------------------------------------------------------------------------- */

static bool code_is_known(const struct sg_catalog *catalog, const struct sg_code *code)
{
	if (code->topic < 0 || (size_t)code->topic >= catalog->topic_count) {
		return false;
	}
	if (code->value < 0) {
		return code->text != NULL || code->strength >= SG_AVOID;
	}
	return (size_t)code->value < catalog->topics[code->topic].value_count;
}

static enum sg_status check_codes(struct sg_catalog_checker *check)
{
	const struct sg_catalog *catalog = check->catalog;

	for (size_t i = 0; i < catalog->code_count; i++) {
		(void)snprintf(check->at, sizeof check->at, "/codes/%zu", i);
		if (!code_is_known(catalog, &catalog->codes[i])) {
			return sg_catalog_refuse(check, "code_invalid", "",
				"stands for an unknown topic or value");
		}
	}
	return SG_OK;
}

enum sg_status sg_catalog_check(const struct sg_catalog *catalog, struct sg_error *error)
{
	struct sg_catalog_checker check = {.catalog = catalog, .error = error};
	enum sg_status status = check_languages(&check);

	if (status == SG_OK) {
		status = check_things(&check);
	}
	if (status == SG_OK) {
		status = check_hazards(&check);
	}
	if (status == SG_OK) {
		status = sg_catalog_check_topics(&check);
	}
	if (status == SG_OK) {
		status = check_cycles(&check);
	}
	if (status == SG_OK) {
		status = sg_catalog_check_complete(&check);
	}
	return status == SG_OK ? check_codes(&check) : status;
}
