/*
 * An HTTP server for tests that can behave badly: it answers each path with given bytes at a
 * given pace and ends the connection as told. One thread of its own, one port on 127.0.0.1
 * that the kernel chooses.
 */
#ifndef SG_TESTS_HTTP_PEER_H
#define SG_TESTS_HTTP_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_peer;

/* After the answer. HANG keeps the connection open and says no more; STALE resets it when the
 * next request arrives, as if both had crossed. */
enum http_peer_end {
	HTTP_PEER_KEEP,
	HTTP_PEER_CLOSE,
	HTTP_PEER_RESET,
	HTTP_PEER_HANG,
	HTTP_PEER_STALE
};

/* Zero-initialised: 204, at once, connection kept. The texts must outlive the peer. */
struct http_peer_answer {
	const char *head;  /* sent first; NULL: "HTTP/1.1 204 No Content" and no more */
	const char *drip;  /* then this, drip_count times; NULL: nothing */
	size_t drip_count; /* SIZE_MAX: without end */
	uint32_t interval_ms; /* before each drip */
	uint32_t delay_ms;    /* before the head */
	enum http_peer_end end;
};

struct http_peer_request {
	char method[16];
	char path[256];
	char head[8192];  /* request line and headers as they came, NUL-terminated */
	char body[65536]; /* its beginning, NUL-terminated */
	size_t body_len;  /* of the whole body */
};

/* NULL when there is no socket to be had. */
struct http_peer *http_peer_start(void);

/* Ends the thread and closes every connection; NULL is fine. */
void http_peer_stop(struct http_peer *peer);

uint16_t http_peer_port(const struct http_peer *peer);

/* "http://127.0.0.1:PORT" and the path. */
void http_peer_url(
	const struct http_peer *peer, const char *path, char *ret_url, size_t size);

/* From now on requests for `path` (without its query) are answered so; "*" is every path that
 * has no answer of its own. At most 64 paths. */
void http_peer_answer(
	struct http_peer *peer, const char *path, const struct http_peer_answer *answer);

/* Called for every request, in the peer's thread, before it is answered; the request is gone
 * afterwards. NULL: nobody. Its return value true keeps the answer as it is, false answers 500. */
void http_peer_on_request(struct http_peer *peer,
	bool (*take)(void *context, const struct http_peer_request *request),
	void *context);

/* Requests that came whole so far, for `path` or, with NULL, for all. */
size_t http_peer_requests(struct http_peer *peer, const char *path);

/* Connections accepted so far. */
size_t http_peer_connections(struct http_peer *peer);

/* The latest request; false when there was none. */
bool http_peer_last(struct http_peer *peer, struct http_peer_request *ret_request);

/* The value of a header of the request, case-insensitively, or false. */
bool http_peer_header(const struct http_peer_request *request, const char *name,
	char *ret_value, size_t size);

#endif
