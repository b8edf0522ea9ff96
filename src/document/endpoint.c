/* Endpoints: where checklists go, and how. Secrets come in here and never go out. */
#include <stdio.h>
#include <string.h>

#include "core/catalog.h"
#include "document/bounds.h"
#include "document/merge.h"
#include "document/operation.h"

enum {
	URL_MAX = 2048,
	SECRET_MAX = 120,
	HEADERS_MAX = 16,
	HEADER_NAME_MAX = 64,
	HEADER_VALUE_MAX = 1024,
	RATE_MAX = 1000 * 1000,
	CONCURRENCY_MAX = 64,
	ENDPOINT_LANGUAGES_MAX = 8,
	ENDPOINT_FLOORS_MAX = 64,
	PATH_MAX_LENGTH = 1024,
};

struct form_endpoint {
	struct sg_endpoint endpoint;
	const char *secret;
	const char *const *secrets;
	size_t secret_count;
	const int32_t *departments;
	size_t department_count;
	const struct sg_json *headers;
	int32_t profile;
};

static const char *const kind_words[] = {"floor", "office", "desk", "department", NULL};
static const char *const profile_words[] = {"standard", "urgent", NULL};

static const struct sg_field department_element = {
	.kind = SG_FIELD_WORD, .words = sg_department_words};
static const struct sg_field floor_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX};
static const struct sg_field network_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};
static const struct sg_field secret_element = {
	.kind = SG_FIELD_CODE, .rule = SG_RULE_SECRET, .min = 1, .max = SECRET_MAX};

#define ENDPOINT(text, what, member, low, high)                                          \
	SG_ROW(text, what, struct form_endpoint, endpoint.member, low, high)
#define ENDPOINT_LIST(text, member, counter, high, of)                                   \
	{                                                                                \
		SG_ROW_LIST(text, struct form_endpoint, endpoint.member,                 \
			endpoint.counter, 0, high),                                      \
			.element = &(of), .flags = SG_DISTINCT                           \
	}

static const struct sg_field endpoint_fields[] = {
	ENDPOINT_LIST("allowed_networks", networks, network_count,
		SG_ENDPOINT_NETWORKS_MAX, network_element),
	{ENDPOINT("ca_file", SG_FIELD_CODE, ca_file, 1, PATH_MAX_LENGTH)},
	{ENDPOINT("concurrency", SG_FIELD_INT, concurrency, 1, CONCURRENCY_MAX)},
	{SG_ROW_LIST("departments", struct form_endpoint, departments, department_count,
		 1, SG_DEPARTMENTS),
		.element = &department_element, .flags = SG_REQUIRED | SG_DISTINCT},
	{ENDPOINT("enabled", SG_FIELD_BOOL, enabled, 0, 1), .absent = 1},
	ENDPOINT_LIST("floors", floors, floor_count, ENDPOINT_FLOORS_MAX, floor_element),
	{SG_ROW("headers", SG_FIELD_MAP, struct form_endpoint, headers, 0, 0)},
	{SG_ROW_WORD("kind", struct form_endpoint, endpoint.audience, kind_words),
		.absent = -1},
	{SG_ROW_LIST("languages", struct form_endpoint, endpoint.languages,
		 endpoint.language_count, 1, ENDPOINT_LANGUAGES_MAX),
		.element = &sg_language_element, .flags = SG_REQUIRED | SG_DISTINCT},
	{ENDPOINT("name", SG_FIELD_CODE, name, 1, SG_LONG_CODE_MAX),
		.flags = SG_REQUIRED},
	{ENDPOINT("names", SG_FIELD_BOOL, names, 0, 1)},
	{SG_ROW_WORD("profile", struct form_endpoint, profile, profile_words)},
	{ENDPOINT("rate", SG_FIELD_MILLI, rate_milli, 1, RATE_MAX)},
	{SG_ROW("secret", SG_FIELD_CODE, struct form_endpoint, secret, 1, SECRET_MAX),
		.rule = SG_RULE_SECRET, .flags = SG_KEY},
	{SG_ROW_LIST("secrets", struct form_endpoint, secrets, secret_count, 1,
		 SG_ENDPOINT_SECRETS_MAX),
		.element = &secret_element, .flags = SG_KEY | SG_DISTINCT},
	{ENDPOINT("url", SG_FIELD_CODE, url, 1, URL_MAX), .rule = SG_RULE_URL,
		.flags = SG_REQUIRED},
};
static const struct sg_shape endpoint_shape =
	SG_SHAPE(struct form_endpoint, endpoint_fields);

static enum sg_status fail_header(
	const struct sg_json *member, struct sg_error *error, const char *code)
{
	struct sg_place_frame root = {.name = "/data/headers"};
	char path[160];

	/* The value may be a password: it is not repeated. */
	sg_place_format(&root, member->name, path, sizeof path);
	return sg_fail(error, SG_INVALID, code, path,
		"a header has a name of 1 to 64 and a value of 1 to 1024 characters");
}

static enum sg_status take_headers(const struct form_endpoint *form,
	struct sg_arena *arena, struct sg_error *error, struct sg_endpoint *endpoint)
{
	size_t count = form->headers != NULL ? form->headers->count : 0;
	struct sg_endpoint_header *headers =
		sg_arena_array(arena, count, sizeof *headers);
	size_t used = 0;

	if (headers == NULL) {
		return SG_MEMORY;
	}
	for (const struct sg_json *m = count > 0 ? form->headers->first : NULL; m != NULL;
		m = m->next) {
		if (m->kind != SG_JSON_TEXT) {
			return fail_header(m, error, "type_wrong");
		}
		if (count > HEADERS_MAX || m->name_len == 0 ||
			m->name_len > HEADER_NAME_MAX || m->count == 0 ||
			m->count > HEADER_VALUE_MAX ||
			!sg_rule_holds(SG_RULE_PRINTABLE, m->name, m->name_len) ||
			!sg_rule_holds(SG_RULE_PRINTABLE, m->text, m->count)) {
			return fail_header(m, error, "header_invalid");
		}
		headers[used++] = (struct sg_endpoint_header){m->name, m->text};
	}
	endpoint->headers = headers;
	endpoint->header_count = used;
	return SG_OK;
}

static enum sg_status take_form(struct form_endpoint *form, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *ret_endpoint)
{
	struct sg_endpoint endpoint = form->endpoint;
	enum sg_status status = take_headers(form, arena, error, &endpoint);

	for (size_t i = 0; i < form->department_count; i++) {
		endpoint.departments |= 1u << form->departments[i];
	}
	for (size_t i = 0; i < form->secret_count; i++) {
		endpoint.secrets[i] = form->secrets[i];
	}
	endpoint.secret_count = form->secret_count;
	if (form->secret != NULL) {
		endpoint.secrets[0] = form->secret;
		endpoint.secret_count = 1;
		endpoint.secret_alone = true;
	}
	endpoint.urgent = form->profile == 1;
	if (status == SG_OK) {
		*ret_endpoint = endpoint;
	}
	return status;
}

enum sg_status sg_endpoint_put_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *ret_endpoint)
{
	struct form_endpoint form;
	enum sg_status status =
		sg_fields_decode(data, &endpoint_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	if ((form.secret == NULL) == (form.secret_count == 0)) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/secret",
			"either secret or secrets is given");
	}
	return take_form(&form, arena, error, ret_endpoint);
}

enum sg_status sg_endpoint_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *ret_endpoint)
{
	struct form_endpoint form;
	enum sg_status status = sg_state_read(text, &endpoint_shape, arena, error, &form);

	return status == SG_OK ? take_form(&form, arena, error, ret_endpoint) : status;
}

/* ---- writing ---- */

static void write_list(struct sg_buffer *buffer, const char *name,
	const char *const *texts, size_t count)
{
	if (count == 0) {
		return;
	}
	sg_buffer_text(buffer, name);
	for (size_t i = 0; i < count; i++) {
		sg_buffer_char(buffer, i > 0 ? ',' : '[');
		sg_json_write_text(buffer, texts[i]);
	}
	sg_buffer_char(buffer, ']');
}

static void write_departments(struct sg_buffer *buffer, uint32_t departments)
{
	const char *names[SG_DEPARTMENTS];
	size_t count = 0;

	for (size_t i = 0; i < SG_DEPARTMENTS; i++) {
		if ((departments >> i & 1) != 0) {
			names[count++] = sg_department_words[i];
		}
	}
	write_list(buffer, "\"departments\":", names, count);
}

static void write_headers(
	struct sg_buffer *buffer, const struct sg_endpoint *endpoint, bool values)
{
	for (size_t i = 0; i < endpoint->header_count; i++) {
		sg_buffer_text(buffer, i > 0 ? "," : ",\"headers\":{");
		sg_json_write_text(buffer, endpoint->headers[i].name);
		sg_buffer_char(buffer, ':');
		sg_json_write_text(buffer, values ? endpoint->headers[i].value : "…");
	}
	sg_buffer_text(buffer, endpoint->header_count > 0 ? "}" : "");
}

static void write_text(struct sg_buffer *buffer, const char *name, const char *text)
{
	if (text != NULL) {
		sg_buffer_text(buffer, name);
		sg_json_write_text(buffer, text);
	}
}

static void write_rate(struct sg_buffer *buffer, int32_t milli)
{
	if (milli > 0) {
		sg_buffer_format(buffer, ",\"rate\":%d.%03d", milli / 1000, milli % 1000);
	}
}

static void write_endpoint(
	struct sg_buffer *buffer, const struct sg_endpoint *endpoint, bool values)
{
	sg_buffer_char(buffer, '{');
	write_departments(buffer, endpoint->departments);
	write_list(buffer, ",\"allowed_networks\":", endpoint->networks,
		endpoint->network_count);
	write_text(buffer, ",\"ca_file\":", endpoint->ca_file);
	if (endpoint->concurrency > 0) {
		sg_buffer_text(buffer, ",\"concurrency\":");
		sg_json_write_int(buffer, endpoint->concurrency);
	}
	sg_buffer_text(
		buffer, endpoint->enabled ? ",\"enabled\":true" : ",\"enabled\":false");
	write_list(buffer, ",\"floors\":", endpoint->floors, endpoint->floor_count);
	write_headers(buffer, endpoint, values);
	write_text(buffer, ",\"kind\":",
		endpoint->audience >= 0 ? kind_words[endpoint->audience] : NULL);
	write_list(
		buffer, ",\"languages\":", endpoint->languages, endpoint->language_count);
	write_text(buffer, ",\"name\":", endpoint->name);
	sg_buffer_text(buffer, endpoint->names ? ",\"names\":true" : ",\"names\":false");
	write_text(buffer, ",\"profile\":", profile_words[endpoint->urgent ? 1 : 0]);
	write_rate(buffer, endpoint->rate_milli);
	write_text(buffer, ",\"url\":", endpoint->url);
	sg_buffer_char(buffer, '}');
}

void sg_endpoint_encode(const struct sg_endpoint *endpoint, struct sg_buffer *buffer)
{
	write_endpoint(buffer, endpoint, true);
}

void sg_endpoint_describe(const struct sg_endpoint *endpoint, struct sg_buffer *buffer)
{
	write_endpoint(buffer, endpoint, false);
}

struct form_name {
	const char *name;
};

static const struct sg_field name_fields[] = {
	SG_ROW_CODE("name", struct form_name, name, SG_LONG_CODE_MAX, SG_REQUIRED),
};
static const struct sg_shape name_shape = SG_SHAPE(struct form_name, name_fields);

enum sg_status sg_endpoint_name_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_name)
{
	struct form_name form;
	enum sg_status status =
		sg_fields_decode(data, &name_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_name = form.name;
	}
	return status;
}
