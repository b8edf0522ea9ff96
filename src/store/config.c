/* A config whose texts belong to whoever keeps it. */
#include "store/connection.h"

#include <stdlib.h>
#include <string.h>

static bool copy_text(const char **text)
{
	char *copy;

	if (*text == NULL) {
		return true;
	}
	copy = strdup(*text);
	*text = copy;
	return copy != NULL;
}

bool sg_db_config_copy(const struct sg_db_config *config, struct sg_db_config *ret_copy)
{
	const char **const texts[] = {&ret_copy->host, &ret_copy->socket, &ret_copy->user,
		&ret_copy->password, &ret_copy->name, &ret_copy->tls_ca};
	bool copied = true;

	*ret_copy = *config;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		copied = copy_text(texts[i]) && copied;
	}
	return copied;
}

static void free_text(const char *text)
{
	void *bytes;

	memcpy(&bytes, &text, sizeof bytes);
	free(bytes);
}

void sg_db_config_free(struct sg_db_config *config)
{
	if (config->password != NULL) {
		size_t len = strlen(config->password);
		void *bytes;

		memcpy(&bytes, &config->password, sizeof bytes);
		explicit_bzero(bytes, len);
	}
	free_text(config->host);
	free_text(config->socket);
	free_text(config->user);
	free_text(config->password);
	free_text(config->name);
	free_text(config->tls_ca);
	*config = (struct sg_db_config){0};
}
