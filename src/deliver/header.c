/* The names a hotel may not set, and the characters that may stand in a header. */
#include "deliver/header.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Those that frame the message, speak for the connection, or are the message's own. */
static const char *const reserved_names[] = {"accept-encoding", "connection",
	"content-encoding", "content-length", "content-type", "expect", "host",
	"http2-settings", "keep-alive", "proxy-authorization", "proxy-connection", "te",
	"trailer", "transfer-encoding", "upgrade", "user-agent"};

static const char *const reserved_prefixes[] = {"webhook-", "stammgast-", "proxy-", ":"};

static enum sg_status failed(const char *path, struct sg_error *error, const char *reason)
{
	return sg_fail(error, SG_INVALID, "header_invalid", path, "%s", reason);
}

static bool is_token(const char *name)
{
	static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return *name != '\0' && name[strspn(name, token)] == '\0';
}

static bool is_reserved(const char *name)
{
	for (size_t i = 0; i < sizeof reserved_names / sizeof reserved_names[0]; i++) {
		if (strcasecmp(name, reserved_names[i]) == 0) {
			return true;
		}
	}
	for (size_t i = 0; i < sizeof reserved_prefixes / sizeof reserved_prefixes[0];
		i++) {
		const char *prefix = reserved_prefixes[i];

		if (strncasecmp(name, prefix, strlen(prefix)) == 0) {
			return true;
		}
	}
	return false;
}

enum sg_status sg_header_check(
	const struct sg_header *header, const char *path, struct sg_error *error)
{
	const char *name = header->name;

	if (name == NULL || strlen(name) > SG_HEADER_NAME_MAX || !is_token(name)) {
		return failed(path, error, "a header's name is 1 to 64 token characters");
	}
	if (is_reserved(name)) {
		return failed(path, error, "this header belongs to the message itself");
	}
	if (header->value == NULL || strlen(header->value) > SG_HEADER_VALUE_MAX ||
		!sg_header_is_text(header->value)) {
		return failed(path, error,
			"a header's value is at most 1024 characters of visible ASCII");
	}
	return SG_OK;
}

bool sg_header_is_text(const char *value)
{
	for (; *value != '\0'; value++) {
		if ((*value < ' ' && *value != '\t') || *value > '~') {
			return false;
		}
	}
	return true;
}
