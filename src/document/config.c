/* The configuration's table. */
#include "document/config.h"

#include "document/bounds.h"
#include "document/parse.h"

enum { PATH_LENGTH_MAX = 1024 };

struct form_tls {
	const char *ca;
	bool verify;
};

struct form_database {
	const char *host, *name, *password, *socket, *user;
	int32_t port, connect_timeout_ms;
	struct form_tls tls;
};

struct form_config {
	struct sg_config config;
	struct form_database database;
	int32_t clock, durability;
};

static const char *const clocks[] = {"wall", "documents", NULL};
static const char *const durabilities[] = {"full", "relaxed", NULL};

#define PATH(text, type, member) SG_ROW_CODE(text, type, member, PATH_LENGTH_MAX, 0)
#define NUMBER(text, type, member, low, high, usual)                                     \
	{                                                                                \
		SG_ROW(text, SG_FIELD_INT, type, member, low, high), .absent = (usual)   \
	}

static const struct sg_field tls_fields[] = {
	PATH("ca", struct form_tls, ca),
	{SG_ROW("verify", SG_FIELD_BOOL, struct form_tls, verify, 0, 1), .absent = 1},
};
static const struct sg_shape tls_shape = SG_CLOSED_SHAPE(struct form_tls, tls_fields);

static const struct sg_field database_fields[] = {
	NUMBER("connect_timeout_ms", struct form_database, connect_timeout_ms, 50, 60000,
		2000),
	PATH("host", struct form_database, host),
	SG_ROW_CODE("name", struct form_database, name, SG_LONG_CODE_MAX, SG_REQUIRED),
	{SG_ROW("password", SG_FIELD_TEXT, struct form_database, password, 0,
		PATH_LENGTH_MAX)},
	NUMBER("port", struct form_database, port, 1, 65535, 0),
	PATH("socket", struct form_database, socket),
	{SG_ROW_OBJECT("tls", struct form_database, tls, &tls_shape)},
	SG_ROW_CODE("user", struct form_database, user, SG_NAME_MAX, 0),
};
static const struct sg_shape database_shape =
	SG_CLOSED_SHAPE(struct form_database, database_fields);

static const struct sg_field config_fields[] = {
	PATH("ca_file", struct form_config, config.ca_file),
	PATH("catalog", struct form_config, config.catalog),
	{SG_ROW_WORD("clock", struct form_config, clock, clocks)},
	NUMBER("connections", struct form_config, config.connections, 1, 256, 8),
	{SG_ROW_OBJECT("database", struct form_config, database, &database_shape),
		.flags = SG_REQUIRED},
	NUMBER("deadline_ms", struct form_config, config.deadline_ms, 50, 60000, 300),
	{SG_ROW_WORD("durability", struct form_config, durability, durabilities)},
	NUMBER("lanes", struct form_config, config.lanes, 1, 64, 4),
	PATH("mapping", struct form_config, config.mapping),
	{SG_ROW("migrate", SG_FIELD_BOOL, struct form_config, config.migrate, 0, 1)},
	NUMBER("poll_ms", struct form_config, config.poll_ms, 250, 60000, 1000),
	PATH("socket_dir", struct form_config, config.socket_dir),
	PATH("zoneinfo", struct form_config, config.zoneinfo),
};
static const struct sg_shape config_shape =
	SG_CLOSED_SHAPE(struct form_config, config_fields);

static bool has_tls(const struct sg_json *root)
{
	const struct sg_json *tls =
		sg_json_member(sg_json_member(root, "database"), "tls");

	return tls != NULL && tls->kind == SG_JSON_OBJECT;
}

static void take_database(const struct form_database *form, struct sg_config *config)
{
	config->host = form->host;
	config->port = form->port;
	config->socket = form->socket;
	config->user = form->user;
	config->password = form->password;
	config->database = form->name;
	config->tls_ca = form->tls.ca;
	config->tls_verify = form->tls.verify;
	config->connect_timeout_ms = form->connect_timeout_ms;
}

enum sg_status sg_config_decode(const char *bytes, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_config *ret_config)
{
	const struct sg_json *root;
	struct form_config form;
	struct sg_config config;
	enum sg_status status =
		sg_json_parse(bytes, len, &sg_document_limits, arena, error, &root);

	if (status == SG_OK) {
		status = sg_fields_decode(root, &config_shape, "", arena, error, &form);
	}
	if (status != SG_OK) {
		return status;
	}
	if (form.database.host == NULL && form.database.socket == NULL) {
		return sg_fail(error, SG_INVALID, "member_missing", "/database/host",
			"a database has a host or a socket");
	}
	config = form.config;
	take_database(&form.database, &config);
	config.tls = has_tls(root);
	config.relaxed = form.durability == 1;
	config.document_clock = form.clock == 1;
	if (config.zoneinfo == NULL) {
		config.zoneinfo = "/usr/share/zoneinfo";
	}
	*ret_config = config;
	return SG_OK;
}
