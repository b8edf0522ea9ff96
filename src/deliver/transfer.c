/*
 * One attempt: checked, copied into a libcurl handle, and told afterwards as one line.
 */
#include "deliver/transfer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "core/time.h"
#include "deliver/url.h"

enum {
	REQUEST_TIMEOUT_MS = 15000,
	BODY_KEPT = 65536, /* a larger buffer is not kept for the next request */
	HEADER_LINE_SIZE = SG_HEADER_NAME_MAX + SG_HEADER_VALUE_MAX + 3,
	NUMBER_SIZE = 24,
};

#define SET(easy, option, value) (curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

struct sg_transfer *sg_transfer_new(const struct sg_sender_limits *limits)
{
	struct sg_transfer *transfer = calloc(1, sizeof *transfer);

	if (transfer == NULL) {
		return NULL;
	}
	transfer->limits = limits;
	transfer->easy = curl_easy_init();
	if (transfer->easy == NULL || !sg_transfer_wire(transfer)) {
		sg_transfer_free(transfer);
		return NULL;
	}
	return transfer;
}

void sg_transfer_free(struct sg_transfer *transfer)
{
	if (transfer != NULL) {
		curl_easy_cleanup(transfer->easy);
		curl_slist_free_all(transfer->headers);
		free(transfer->body);
		free(transfer);
	}
}

/* ---- one attempt ---- */

static enum sg_status memory_failed(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
}

static enum sg_status check_request(
	const struct sg_request *request, struct sg_error *error)
{
	enum sg_status status =
		sg_url_check(request->url, request->allow_http, NULL, error);
	const char *const texts[] = {
		request->id, request->signature, request->content_type};

	for (size_t i = 0; i < request->header_count && status == SG_OK; i++) {
		status = sg_header_check(&request->headers[i], NULL, error);
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == SG_OK; i++) {
		if (texts[i] != NULL && (strlen(texts[i]) > SG_HEADER_VALUE_MAX ||
						!sg_header_is_text(texts[i]))) {
			status = sg_fail(error, SG_INVALID, "header_invalid", NULL,
				"a message header is too long or holds a foreign "
				"character");
		}
	}
	return status;
}

/* An empty value is written "Name;": libcurl takes "Name:" as the order to leave it out. */
static void add_header(
	struct sg_transfer *transfer, bool *failed, const char *name, const char *value)
{
	char line[HEADER_LINE_SIZE];
	struct curl_slist *longer;

	if (*failed || value == NULL) {
		return;
	}
	(void)snprintf(line, sizeof line, *value != '\0' ? "%s: %s" : "%s;", name, value);
	longer = curl_slist_append(transfer->headers, line);
	*failed = longer == NULL;
	transfer->headers = longer != NULL ? longer : transfer->headers;
}

static bool fill_headers(struct sg_transfer *transfer, const struct sg_request *request)
{
	struct curl_slist *no_expect = curl_slist_append(NULL, "Expect:");
	bool failed = no_expect == NULL;
	char timestamp[NUMBER_SIZE];
	char attempt[NUMBER_SIZE];
	char epoch[NUMBER_SIZE];
	char sent_at[SG_TIME_TEXT_SIZE];

	(void)snprintf(timestamp, sizeof timestamp, "%" PRId64, request->timestamp_s);
	(void)snprintf(attempt, sizeof attempt, "%" PRIu32, request->attempt);
	(void)snprintf(epoch, sizeof epoch, "%" PRIu64, request->epoch);
	sg_time_format_utc(request->sent_us, sent_at);
	transfer->headers = no_expect;
	add_header(transfer, &failed, "content-type",
		request->content_type != NULL ? request->content_type
					      : "application/json");
	add_header(transfer, &failed, "webhook-id", request->id);
	add_header(transfer, &failed, "webhook-timestamp", timestamp);
	add_header(transfer, &failed, "webhook-signature", request->signature);
	add_header(transfer, &failed, "stammgast-attempt", attempt);
	add_header(transfer, &failed, "stammgast-epoch", epoch);
	add_header(transfer, &failed, "stammgast-sent-at", sent_at);
	for (size_t i = 0; i < request->header_count; i++) {
		add_header(transfer, &failed, request->headers[i].name,
			request->headers[i].value);
	}
	return !failed && SET(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static bool fill_body(struct sg_transfer *transfer, const void *body, size_t len)
{
	if (len > transfer->body_size || transfer->body == NULL) {
		char *larger = realloc(transfer->body, len + 1);

		if (larger == NULL) {
			return false;
		}
		transfer->body = larger;
		transfer->body_size = len;
	}
	if (len > 0) {
		memcpy(transfer->body, body, len);
	}
	return SET(transfer->easy, CURLOPT_POST, 1L) &&
	       SET(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len) &&
	       SET(transfer->easy, CURLOPT_POSTFIELDS, transfer->body);
}

static bool fill_rest(struct sg_transfer *transfer, const struct sg_request *request)
{
	return SET(transfer->easy, CURLOPT_URL, request->url) &&
	       SET(transfer->easy, CURLOPT_PROTOCOLS_STR,
		       request->allow_http ? "http,https" : "https");
}

enum sg_status sg_transfer_fill(struct sg_transfer *transfer,
	const struct sg_request *request, int64_t now_us, struct sg_error *error)
{
	uint32_t timeout_ms =
		request->timeout_ms != 0 ? request->timeout_ms : REQUEST_TIMEOUT_MS;
	enum sg_status status = check_request(request, error);

	if (status != SG_OK) {
		return status;
	}
	if (!fill_headers(transfer, request) ||
		!fill_body(transfer, request->body, request->body_len) ||
		!fill_rest(transfer, request)) {
		sg_transfer_empty(transfer);
		return memory_failed(error);
	}
	transfer->tag = request->tag;
	if (request->guard != NULL) {
		transfer->guard = *request->guard;
	}
	transfer->started_us = now_us;
	transfer->end_by_us = now_us + (int64_t)timeout_ms * 1000;
	transfer->connect_by_us =
		now_us + (int64_t)transfer->limits->connect_timeout_ms * 1000;
	return SG_OK;
}

void sg_transfer_empty(struct sg_transfer *transfer)
{
	CURL *easy = transfer->easy;
	char *body = transfer->body;
	size_t body_size = transfer->body_size;

	(void)SET(easy, CURLOPT_HTTPHEADER, NULL);
	(void)SET(easy, CURLOPT_POSTFIELDS, "");
	curl_slist_free_all(transfer->headers);
	if (body_size > BODY_KEPT) {
		free(body);
		body = NULL;
		body_size = 0;
	}
	*transfer = (struct sg_transfer){.easy = easy,
		.limits = transfer->limits,
		.body = body,
		.body_size = body_size};
}

int64_t sg_transfer_late_us(const struct sg_transfer *transfer)
{
	return transfer->connected || transfer->end_by_us < transfer->connect_by_us
	               ? transfer->end_by_us
	               : transfer->connect_by_us;
}

bool sg_transfer_is_late(const struct sg_transfer *transfer, int64_t now_us)
{
	return now_us >= sg_transfer_late_us(transfer);
}

/* ---- what became of it ---- */

static enum sg_transport transport_of(const struct sg_transfer *transfer, CURLcode code)
{
	if ((code == CURLE_OK && transfer->head_ended) ||
		(code == CURLE_WRITE_ERROR && transfer->cut)) {
		return SG_TRANSPORT_OK;
	}
	return code == CURLE_OPERATION_TIMEDOUT ? SG_TRANSPORT_TIMED_OUT
	                                        : SG_TRANSPORT_FAILED;
}

static const char *late_reason(const struct sg_transfer *transfer)
{
	if (transfer->looking_up) {
		return "timed out while the host's name was looked up";
	}
	return transfer->connected ? "timed out waiting for the answer"
	                           : "timed out while connecting";
}

static const char *reason_of(const struct sg_transfer *transfer, CURLcode code)
{
	if (transfer->flooded) {
		return "the answer's headers are too long";
	}
	if (code == CURLE_OK) {
		return "the answer broke off in its headers";
	}
	if (transfer->curl_error[0] != '\0') {
		return transfer->curl_error;
	}
	return code == CURLE_OPERATION_TIMEDOUT ? late_reason(transfer)
	                                        : curl_easy_strerror(code);
}

static void describe(
	const struct sg_transfer *transfer, CURLcode code, struct sg_sent *ret_sent)
{
	struct sg_buffer text = {.data = NULL};

	if (ret_sent->transport == SG_TRANSPORT_OK) {
		sg_buffer_format(&text, "HTTP status %" PRIu32, ret_sent->http_status);
	} else if (transfer->closed_address[0] != '\0') {
		sg_buffer_format(&text, "%s is in a network that is not allowed",
			transfer->closed_address);
	} else {
		sg_buffer_text(&text, reason_of(transfer, code));
	}
	for (size_t i = 0; i < text.len && i + 1 < sizeof ret_sent->error; i++) {
		bool visible = text.data[i] >= ' ' && text.data[i] <= '~';

		ret_sent->error[i] = visible ? text.data[i] : '?';
	}
	sg_buffer_free(&text);
}

void sg_transfer_report(const struct sg_transfer *transfer, CURLcode code, int64_t now_us,
	struct sg_sent *ret_sent)
{
	long http_status = 0;

	*ret_sent = (struct sg_sent){.tag = transfer->tag,
		.transport = transport_of(transfer, code),
		.duration_us = now_us - transfer->started_us};
	if (curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &http_status) ==
			CURLE_OK &&
		http_status > 0) {
		ret_sent->http_status = (uint32_t)http_status;
	}
	memcpy(ret_sent->retry_after, transfer->retry_after,
		sizeof ret_sent->retry_after);
	ret_sent->delivered = ret_sent->transport == SG_TRANSPORT_OK &&
	                      ret_sent->http_status >= 200 && ret_sent->http_status < 300;
	if (!ret_sent->delivered) {
		describe(transfer, code, ret_sent);
	}
}
