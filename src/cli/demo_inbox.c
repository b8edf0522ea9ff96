/* Receivers, and a pile of letters that only grows. */
#include "cli/demo_inbox.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PILE_MIN = 256 };

struct post {
	struct sg_demo_inbox *inbox;
	const char *name;
	struct sg_receiver *receiver; /* NULL while it is closed */
	uint16_t port;
	char secret[SG_SECRET_TEXT_SIZE];
};

struct sg_demo_inbox {
	pthread_mutex_t lock; /* guards the letters */
	struct sg_demo_letter *letters;
	size_t count;
	size_t size;
	struct post posts[SG_DEMO_POSTS_MAX];
	size_t post_count;
};

struct sg_demo_inbox *sg_demo_inbox_new(void)
{
	struct sg_demo_inbox *inbox = calloc(1, sizeof *inbox);

	if (inbox != NULL) {
		(void)pthread_mutex_init(&inbox->lock, NULL);
	}
	return inbox;
}

void sg_demo_inbox_free(struct sg_demo_inbox *inbox)
{
	if (inbox == NULL) {
		return;
	}
	for (size_t i = 0; i < inbox->post_count; i++) {
		sg_receiver_stop(inbox->posts[i].receiver);
		explicit_bzero(inbox->posts[i].secret, sizeof inbox->posts[i].secret);
	}
	for (size_t i = 0; i < inbox->count; i++) {
		sg_value_free(inbox->letters[i].body);
		free((void *)(uintptr_t)inbox->letters[i].text);
	}
	free(inbox->letters);
	(void)pthread_mutex_destroy(&inbox->lock);
	free(inbox);
}

static bool find_last(const struct sg_demo_inbox *inbox, const char *post,
	const char *stay, const char *kind, struct sg_demo_letter *ret_letter)
{
	const struct sg_demo_letter *found = NULL;

	for (size_t i = 0; i < inbox->count; i++) {
		const struct sg_demo_letter *letter = &inbox->letters[i];

		if (strcmp(letter->stay, stay) == 0 &&
			strncmp(letter->type, kind, strlen(kind)) == 0 &&
			strcmp(letter->post, post) == 0 &&
			(found == NULL || letter->revision >= found->revision)) {
			found = letter;
		}
	}
	if (found != NULL) {
		*ret_letter = *found;
	}
	return found != NULL;
}

/* Whether the same has come to the same endpoint before, and how many of the stay have: the
 * body is given that as a member "nth", to be expected by the story. */
static void look_back(const struct sg_demo_inbox *inbox, struct sg_demo_letter *letter)
{
	char nth[24];
	int count = 1;

	for (size_t i = 0; i < inbox->count; i++) {
		const struct sg_demo_letter *other = &inbox->letters[i];

		if (strcmp(other->stay, letter->stay) != 0 ||
			strcmp(other->post, letter->post) != 0) {
			continue;
		}
		count++;
		letter->repeated |= other->revision == letter->revision &&
		                    strcmp(other->type, letter->type) == 0;
	}
	(void)snprintf(nth, sizeof nth, "%d", count);
	if (letter->body != NULL) {
		(void)sg_value_set(letter->body, "nth", nth, NULL);
	}
}

static bool put(struct sg_demo_inbox *inbox, struct sg_demo_letter *letter)
{
	if (inbox->count == inbox->size) {
		size_t size = inbox->size > 0 ? 2 * inbox->size : PILE_MIN;
		struct sg_demo_letter *larger =
			realloc(inbox->letters, size * sizeof *larger);

		if (larger == NULL) {
			return false;
		}
		inbox->letters = larger;
		inbox->size = size;
	}
	look_back(inbox, letter);
	inbox->letters[inbox->count++] = *letter;
	return true;
}

static bool take(void *data, const struct sg_received *received)
{
	struct post *post = data;
	struct sg_demo_letter letter = {.post = post->name,
		.text = strndup(received->body, received->body_len),
		.verified = received->verified};
	const struct sg_value *list;
	bool taken;

	if (letter.text == NULL) {
		return false;
	}
	(void)sg_value_parse(received->body, received->body_len, NULL, &letter.body);
	list = sg_value_member(letter.body, "data");
	letter.type = sg_value_text(sg_value_member(letter.body, "type"), "");
	letter.stay = sg_value_text(sg_value_member(list, "stay"), "");
	letter.revision = sg_value_integer(sg_value_member(list, "revision"), 0);
	(void)pthread_mutex_lock(&post->inbox->lock);
	taken = put(post->inbox, &letter);
	(void)pthread_mutex_unlock(&post->inbox->lock);
	if (!taken) {
		sg_value_free(letter.body);
		free((void *)(uintptr_t)letter.text);
	}
	return taken;
}

static enum sg_status listen_at(struct post *post, uint16_t port, struct sg_error *error)
{
	const char *secret = post->secret;
	struct sg_receiver_options options = {.port = port,
		.secrets = &secret,
		.secret_count = 1,
		.take = take,
		.data = post};

	return sg_receiver_start(&options, error, &post->receiver);
}

enum sg_status sg_demo_inbox_open(struct sg_demo_inbox *inbox, const char *name,
	struct sg_error *error, uint16_t *ret_port, const char **ret_secret)
{
	struct post *post = &inbox->posts[inbox->post_count];
	enum sg_status status;

	if (inbox->post_count == SG_DEMO_POSTS_MAX) {
		return sg_fail(error, SG_INTERNAL, "too_many", NULL,
			"the story has more than %d endpoints", SG_DEMO_POSTS_MAX);
	}
	post->inbox = inbox;
	post->name = name;
	status = sg_secret_generate(error, post->secret);
	if (status == SG_OK) {
		status = listen_at(post, 0, error);
	}
	if (status == SG_OK) {
		inbox->post_count++;
		post->port = sg_receiver_port(post->receiver);
		*ret_port = post->port;
		*ret_secret = post->secret;
	}
	return status;
}

size_t sg_demo_inbox_posts(const struct sg_demo_inbox *inbox)
{
	return inbox->post_count;
}

const char *sg_demo_inbox_post(const struct sg_demo_inbox *inbox, size_t index)
{
	return inbox->posts[index].name;
}

static struct post *find_post(struct sg_demo_inbox *inbox, const char *name)
{
	for (size_t i = 0; i < inbox->post_count; i++) {
		if (strcmp(inbox->posts[i].name, name) == 0) {
			return &inbox->posts[i];
		}
	}
	return NULL;
}

enum sg_status sg_demo_inbox_close(
	struct sg_demo_inbox *inbox, const char *name, struct sg_error *error)
{
	struct post *post = find_post(inbox, name);

	if (post == NULL) {
		return sg_fail(error, SG_INVALID, "no_endpoint", NULL,
			"the story has no endpoint %s", name);
	}
	sg_receiver_stop(post->receiver);
	post->receiver = NULL;
	return SG_OK;
}

enum sg_status sg_demo_inbox_reopen(
	struct sg_demo_inbox *inbox, const char *name, struct sg_error *error)
{
	struct post *post = find_post(inbox, name);

	return post != NULL && post->receiver == NULL
	               ? listen_at(post, post->port, error)
	               : sg_fail(error, SG_INVALID, "no_endpoint", NULL,
				 "the story has no closed endpoint %s", name);
}

size_t sg_demo_inbox_count(struct sg_demo_inbox *inbox)
{
	size_t count;

	(void)pthread_mutex_lock(&inbox->lock);
	count = inbox->count;
	(void)pthread_mutex_unlock(&inbox->lock);
	return count;
}

struct sg_demo_letter sg_demo_inbox_letter(struct sg_demo_inbox *inbox, size_t index)
{
	struct sg_demo_letter letter;

	(void)pthread_mutex_lock(&inbox->lock);
	letter = inbox->letters[index];
	(void)pthread_mutex_unlock(&inbox->lock);
	return letter;
}

bool sg_demo_inbox_last(struct sg_demo_inbox *inbox, const char *post, const char *stay,
	const char *kind, struct sg_demo_letter *ret_letter)
{
	bool found;

	(void)pthread_mutex_lock(&inbox->lock);
	found = find_last(inbox, post, stay, kind, ret_letter);
	(void)pthread_mutex_unlock(&inbox->lock);
	return found;
}
