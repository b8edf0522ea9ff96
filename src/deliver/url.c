/* An endpoint's URL, taken apart by libcurl and looked at part by part. */
#include "deliver/url.h"

#include <stddef.h>
#include <string.h>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

static enum sg_status failed(const char *path, struct sg_error *error, const char *reason)
{
	return sg_fail(error, SG_INVALID, "url_invalid", path, "%s", reason);
}

static enum sg_status memory_failed(const char *path, struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory", path, "memory is short");
}

static bool is_visible_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text <= ' ' || *text > '~') {
			return false;
		}
	}
	return true;
}

/* libcurl forgives one or three slashes where there should be two; a browser means another
 * host by them. */
static bool has_two_slashes(const char *url)
{
	const char *colon = strchr(url, ':');

	return colon != NULL && strncmp(colon, "://", 3) == 0 && colon[3] != '/' &&
	       strchr(url, '\\') == NULL;
}

static bool has_host(CURLU *parsed)
{
	char *host = NULL;
	bool present = curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK;

	curl_free(host);
	return present;
}

static bool scheme_is_allowed(CURLU *parsed, bool allow_http)
{
	char *scheme = NULL;
	bool allowed = false;

	if (curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK) {
		allowed = strcmp(scheme, "https") == 0 ||
		          (allow_http && strcmp(scheme, "http") == 0);
	}
	curl_free(scheme);
	return allowed;
}

/* Looked for by hand: in "https://@host" libcurl sees an empty user and does not say so. */
static bool has_user(const char *url)
{
	const char *authority = strstr(url, "://") + 3;
	size_t len = strcspn(authority, "/?#");

	return memchr(authority, '@', len) != NULL;
}

static const char *fault_of(CURLU *parsed, const char *url, bool allow_http)
{
	/* Without CURLU_GUESS_SCHEME, so that one must be given. */
	if (!has_two_slashes(url) || curl_url_set(parsed, CURLUPART_URL, url,
					     CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
		return "not an absolute URL with a host";
	}
	if (!scheme_is_allowed(parsed, allow_http)) {
		return allow_http
		               ? "the scheme is neither https nor http"
		               : "the scheme is not https; http is for an endpoint with "
		                 "allowed_networks only";
	}
	if (!has_host(parsed)) {
		return "there is no host";
	}
	if (has_user(url)) {
		return "a user or password has no place in a URL";
	}
	if (strchr(url, '#') != NULL) {
		return "a fragment has no place in an endpoint's URL";
	}
	return NULL;
}

enum sg_status sg_url_check(
	const char *url, bool allow_http, const char *path, struct sg_error *error)
{
	CURLU *parsed;
	const char *fault;

	if (url == NULL || *url == '\0' || strlen(url) > SG_URL_MAX) {
		return failed(path, error, "a URL has 1 to 2048 bytes");
	}
	if (!is_visible_ascii(url)) {
		return failed(path, error, "a URL holds visible ASCII only");
	}
	parsed = curl_url();
	if (parsed == NULL) {
		return memory_failed(path, error);
	}
	fault = fault_of(parsed, url, allow_http);
	curl_url_cleanup(parsed);
	return fault == NULL ? SG_OK : failed(path, error, fault);
}

/* The host in libcurl's own spelling, an IPv6 address without its brackets. NULL when memory is
 * short; to be freed by curl_free. */
static char *host_of(const char *url)
{
	CURLU *parsed = curl_url();
	char *host = NULL;
	size_t len;

	if (parsed != NULL && curl_url_set(parsed, CURLUPART_URL, url,
				      CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
		(void)curl_url_get(parsed, CURLUPART_HOST, &host, 0);
	}
	curl_url_cleanup(parsed);
	len = host != NULL ? strlen(host) : 0;
	if (len > 2 && host[0] == '[' && host[len - 1] == ']') {
		memmove(host, host + 1, len - 2);
		host[len - 2] = '\0';
	}
	return host;
}

static bool is_closed(const struct sg_guard *guard, const char *host)
{
	/* As large as an address of either family: it is looked at as one. */
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address = {.v6 = {.sin6_family = AF_INET6}};

	if (inet_pton(AF_INET6, host, &address.v6.sin6_addr) == 1) {
		return !sg_guard_allows(guard, &address.any);
	}
	address.v4.sin_family = AF_INET;
	return inet_pton(AF_INET, host, &address.v4.sin_addr) == 1 &&
	       !sg_guard_allows(guard, &address.any);
}

enum sg_status sg_url_guard(const char *url, const struct sg_guard *guard,
	const char *path, struct sg_error *error)
{
	char *host = host_of(url);
	enum sg_status status = SG_OK;

	if (host == NULL) {
		return memory_failed(path, error);
	}
	if (is_closed(guard, host)) {
		status = sg_fail(error, SG_INVALID, "network_closed", path,
			"%s is in a network that is closed: open it in allowed_networks",
			host);
	}
	curl_free(host);
	return status;
}
