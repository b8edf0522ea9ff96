/* An endpoint's URL, taken apart by libcurl and looked at part by part. */
#include "deliver/url.h"

#include <stddef.h>
#include <string.h>

#include <curl/curl.h>

static enum sg_status failed(const char *path, struct sg_error *error, const char *reason)
{
	return sg_fail(error, SG_INVALID, "url_invalid", path, "%s", reason);
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
		return allow_http ? "the scheme is neither https nor http"
		                  : "the scheme is not https";
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
		return sg_fail(error, SG_MEMORY, "memory", path, "memory is short");
	}
	fault = fault_of(parsed, url, allow_http);
	curl_url_cleanup(parsed);
	return fault == NULL ? SG_OK : failed(path, error, fault);
}
