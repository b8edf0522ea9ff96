/*
 * A socket between the module and the database that breaks the link when told: before a request
 * has gone through, or after it was executed and before its answer comes back. One thread.
 */
#ifndef SG_TESTS_BROKEN_LINK_H
#define SG_TESTS_BROKEN_LINK_H

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LINK_PAIRS = 64, LINK_BYTES = 65536, COMMAND_EXECUTE = 0x17 };

enum link_cut { CUT_NOTHING, CUT_REQUEST, CUT_ANSWER };

struct link_pair {
	int client, server; /* -1: free */
	bool doomed;        /* the answer to come is not passed on */
};

struct broken_link {
	char folder[64];
	char path[108];
	char target[108];
	int listener;
	int stop[2];
	pthread_t thread;
	struct link_pair pairs[LINK_PAIRS];
	atomic_int
		cut; /* an enum link_cut, for the execution that `after` counts down to */
	atomic_int after; /* executions that still pass */
	atomic_int cuts;  /* made so far */
};

static inline int link_connect(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		(void)close(fd);
		fd = -1;
	}
	return fd;
}

static inline void link_close(struct link_pair *pair)
{
	(void)close(pair->client);
	(void)close(pair->server);
	*pair = (struct link_pair){.client = -1, .server = -1};
}

static inline void link_accept(struct broken_link *link)
{
	int client = accept(link->listener, NULL, NULL);
	int server = link_connect(link->target);

	for (size_t i = 0; i < LINK_PAIRS && client >= 0 && server >= 0; i++) {
		if (link->pairs[i].client < 0) {
			link->pairs[i] = (struct link_pair){client, server, false};
			return;
		}
	}
	(void)close(client);
	(void)close(server);
}

static inline bool link_write(int fd, const char *bytes, ssize_t len)
{
	while (len > 0) {
		ssize_t done = send(fd, bytes, (size_t)len, MSG_NOSIGNAL);

		if (done <= 0) {
			return false;
		}
		bytes += done;
		len -= done;
	}
	return true;
}

/* What the client sends. A request begins with four bytes of length and number. */
static inline void link_from_client(struct broken_link *link, struct link_pair *pair)
{
	static char bytes[LINK_BYTES];
	ssize_t len = recv(pair->client, bytes, sizeof bytes, 0);
	bool executes = len > 4 && bytes[3] == 0 && bytes[4] == COMMAND_EXECUTE;
	int cut = CUT_NOTHING;

	if (len <= 0) {
		link_close(pair);
		return;
	}
	if (executes && atomic_load(&link->cut) != CUT_NOTHING &&
		atomic_fetch_sub(&link->after, 1) <= 0) {
		cut = atomic_exchange(&link->cut, CUT_NOTHING);
		atomic_fetch_add(&link->cuts, 1);
	}
	if (cut == CUT_REQUEST || !link_write(pair->server, bytes, len)) {
		link_close(pair);
	} else {
		pair->doomed = cut == CUT_ANSWER;
	}
}

static inline void link_from_server(struct link_pair *pair)
{
	static char bytes[LINK_BYTES];
	ssize_t len = recv(pair->server, bytes, sizeof bytes, 0);

	if (len <= 0 || pair->doomed || !link_write(pair->client, bytes, len)) {
		link_close(pair);
	}
}

static inline void *link_run(void *data)
{
	struct broken_link *link = data;
	struct pollfd fds[2 + 2 * LINK_PAIRS];

	for (;;) {
		fds[0] = (struct pollfd){.fd = link->stop[0], .events = POLLIN};
		fds[1] = (struct pollfd){.fd = link->listener, .events = POLLIN};
		for (size_t i = 0; i < LINK_PAIRS; i++) {
			fds[2 + 2 * i] = (struct pollfd){
				.fd = link->pairs[i].client, .events = POLLIN};
			fds[3 + 2 * i] = (struct pollfd){
				.fd = link->pairs[i].server, .events = POLLIN};
		}
		if (poll(fds, 2 + 2 * LINK_PAIRS, -1) < 0 || fds[0].revents != 0) {
			return NULL;
		}
		for (size_t i = 0; i < LINK_PAIRS; i++) {
			struct link_pair *pair = &link->pairs[i];

			if (fds[2 + 2 * i].revents != 0) {
				link_from_client(link, pair);
			}
			if (pair->client >= 0 && fds[3 + 2 * i].revents != 0) {
				link_from_server(pair);
			}
		}
		if (fds[1].revents != 0) {
			link_accept(link);
		}
	}
}

/* False where there is no socket to be had. */
static inline bool link_start(struct broken_link *link, const char *target)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	memset(link, 0, sizeof *link);
	for (size_t i = 0; i < LINK_PAIRS; i++) {
		link->pairs[i] = (struct link_pair){.client = -1, .server = -1};
	}
	(void)snprintf(link->target, sizeof link->target, "%s", target);
	(void)snprintf(link->folder, sizeof link->folder, "/tmp/sg-link-XXXXXX");
	if (mkdtemp(link->folder) == NULL || pipe(link->stop) != 0) {
		return false;
	}
	(void)snprintf(link->path, sizeof link->path, "%s/link.sock", link->folder);
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", link->path);
	link->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return link->listener >= 0 &&
	       bind(link->listener, (struct sockaddr *)&address, sizeof address) == 0 &&
	       listen(link->listener, 16) == 0 &&
	       pthread_create(&link->thread, NULL, link_run, link) == 0;
}

static inline void link_stop(struct broken_link *link)
{
	(void)!write(link->stop[1], "", 1);
	(void)pthread_join(link->thread, NULL);
	for (size_t i = 0; i < LINK_PAIRS; i++) {
		if (link->pairs[i].client >= 0) {
			link_close(&link->pairs[i]);
		}
	}
	(void)close(link->listener);
	(void)close(link->stop[0]);
	(void)close(link->stop[1]);
	(void)unlink(link->path);
	(void)rmdir(link->folder);
}

#endif
