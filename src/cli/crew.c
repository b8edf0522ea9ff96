/* The crew: a set of jobs is a number to count up to, under one lock. */
#include "cli/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { STACK_SIZE = 512 * 1024 };

struct member {
	struct sg_crew *crew;
	int number;
	pthread_t thread;
};

struct sg_crew {
	struct sg_crew_task task;
	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t begun;
	pthread_cond_t done;
	size_t jobs;
	size_t next;
	size_t finished;
	bool stop;
	int count;
	struct member members[SG_CREW_MAX];
};

static void *work(void *data)
{
	struct member *member = data;
	struct sg_crew *crew = member->crew;

	(void)pthread_mutex_lock(&crew->lock);
	while (!crew->stop) {
		size_t job = crew->next;

		if (job >= crew->jobs) {
			(void)pthread_cond_wait(&crew->begun, &crew->lock);
			continue;
		}
		crew->next++;
		(void)pthread_mutex_unlock(&crew->lock);
		crew->task.run(crew->task.data, member->number, job);
		(void)pthread_mutex_lock(&crew->lock);
		if (++crew->finished == crew->jobs) {
			(void)pthread_cond_signal(&crew->done);
		}
	}
	(void)pthread_mutex_unlock(&crew->lock);
	return NULL;
}

enum sg_status sg_crew_start(int members, const struct sg_crew_task *task,
	struct sg_error *error, struct sg_crew **ret_crew)
{
	struct sg_crew *crew = calloc(1, sizeof *crew);
	pthread_attr_t attributes;

	if (crew == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	crew->task = *task;
	(void)pthread_mutex_init(&crew->lock, NULL);
	(void)pthread_cond_init(&crew->begun, NULL);
	(void)pthread_cond_init(&crew->done, NULL);
	(void)pthread_attr_init(&attributes);
	(void)pthread_attr_setstacksize(&attributes, STACK_SIZE);
	while (crew->count < members && crew->count < SG_CREW_MAX) {
		struct member *member = &crew->members[crew->count];

		*member = (struct member){.crew = crew, .number = crew->count};
		if (pthread_create(&member->thread, &attributes, work, member) != 0) {
			break;
		}
		crew->count++;
	}
	(void)pthread_attr_destroy(&attributes);
	if (crew->count == 0) {
		sg_crew_stop(crew);
		return sg_fail(error, SG_UNAVAILABLE, "no_thread", NULL,
			"no thread can be started");
	}
	*ret_crew = crew;
	return SG_OK;
}

void sg_crew_run(struct sg_crew *crew, size_t jobs)
{
	if (jobs == 0) {
		return;
	}
	(void)pthread_mutex_lock(&crew->lock);
	crew->jobs = jobs;
	crew->next = 0;
	crew->finished = 0;
	(void)pthread_cond_broadcast(&crew->begun);
	while (crew->finished < jobs) {
		(void)pthread_cond_wait(&crew->done, &crew->lock);
	}
	crew->jobs = 0;
	crew->next = 0;
	(void)pthread_mutex_unlock(&crew->lock);
}

void sg_crew_stop(struct sg_crew *crew)
{
	if (crew == NULL) {
		return;
	}
	(void)pthread_mutex_lock(&crew->lock);
	crew->stop = true;
	(void)pthread_cond_broadcast(&crew->begun);
	(void)pthread_mutex_unlock(&crew->lock);
	for (int i = 0; i < crew->count; i++) {
		(void)pthread_join(crew->members[i].thread, NULL);
	}
	(void)pthread_cond_destroy(&crew->begun);
	(void)pthread_cond_destroy(&crew->done);
	(void)pthread_mutex_destroy(&crew->lock);
	free(crew);
}
