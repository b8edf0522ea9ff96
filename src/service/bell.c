/* Datagrams among processes of one machine. */
#include "service/bell.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/id.h"
#include "deliver/digest.h"

static const char suffix[] = ".bell";

struct sg_bell {
	int socket;
	char *folder;
	struct sockaddr_un address;
};

static enum sg_status unfit(const char *folder, struct sg_error *error)
{
	return sg_fail(error, SG_INVALID, "socket_dir_unfit", "/socket_dir",
		"no socket can be made in %s (error %d): it must be a folder that this "
		"account may write to, with a short path",
		folder, errno);
}

static bool name_socket(struct sg_bell *bell)
{
	struct sg_id id;
	char name[SG_ID_TEXT_SIZE];
	int len;

	if (!sg_random_fill(id.bytes, sizeof id.bytes)) {
		return false;
	}
	sg_id_format(&id, name);
	bell->address.sun_family = AF_UNIX;
	len = snprintf(bell->address.sun_path, sizeof bell->address.sun_path,
		"%s/%.16s%s", bell->folder, name, suffix);
	errno = ENAMETOOLONG;
	return len > 0 && (size_t)len < sizeof bell->address.sun_path;
}

enum sg_status sg_bell_new(
	const char *folder, struct sg_error *error, struct sg_bell **ret_bell)
{
	struct sg_bell *bell = calloc(1, sizeof *bell);

	if (bell == NULL || (bell->folder = strdup(folder)) == NULL) {
		free(bell);
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	bell->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (bell->socket < 0 || !name_socket(bell) ||
		bind(bell->socket, (const struct sockaddr *)&bell->address,
			sizeof bell->address) != 0) {
		enum sg_status status = unfit(folder, error);

		sg_bell_abandon(bell);
		return status;
	}
	*ret_bell = bell;
	return SG_OK;
}

void sg_bell_abandon(struct sg_bell *bell)
{
	if (bell == NULL) {
		return;
	}
	if (bell->socket >= 0) {
		(void)close(bell->socket);
	}
	free(bell->folder);
	free(bell);
}

void sg_bell_free(struct sg_bell *bell)
{
	if (bell != NULL) {
		(void)unlink(bell->address.sun_path);
	}
	sg_bell_abandon(bell);
}

int sg_bell_descriptor(const struct sg_bell *bell)
{
	return bell != NULL ? bell->socket : -1;
}

bool sg_bell_heard(struct sg_bell *bell)
{
	char byte;
	bool heard = false;

	while (bell != NULL &&
		recv(bell->socket, &byte, sizeof byte, MSG_DONTWAIT) >= 0) {
		heard = true;
	}
	return heard;
}

static void ring_at(struct sg_bell *bell, const char *name)
{
	struct sockaddr_un other = {.sun_family = AF_UNIX};
	int len = snprintf(
		other.sun_path, sizeof other.sun_path, "%s/%s", bell->folder, name);

	if (len <= 0 || (size_t)len >= sizeof other.sun_path ||
		strcmp(other.sun_path, bell->address.sun_path) == 0) {
		return;
	}
	if (sendto(bell->socket, "", 1, MSG_DONTWAIT | MSG_NOSIGNAL,
		    (const struct sockaddr *)&other, sizeof other) < 0 &&
		errno == ECONNREFUSED) {
		(void)unlink(other.sun_path);
	}
}

void sg_bell_ring(struct sg_bell *bell)
{
	DIR *folder = bell != NULL ? opendir(bell->folder) : NULL;
	const struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (len > sizeof suffix - 1 &&
			strcmp(entry->d_name + len - (sizeof suffix - 1), suffix) == 0) {
			ring_at(bell, entry->d_name);
		}
	}
	if (folder != NULL) {
		(void)closedir(folder);
	}
}
