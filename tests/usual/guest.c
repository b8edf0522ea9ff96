/* The estimator and three simple methods behind the same four functions. */
#include "guest.h"

#include <string.h>

static const struct {
	const char *name;
	double keeps, strength;
} methods[METHODS] = {
	[METHOD_USUAL] = {"stammgast", 0, 0},
	[METHOD_FORGETTING] = {"forgetting .875", 0.875, 1},
	[METHOD_LIFETIME] = {"lifetime", 1, 1},
	[METHOD_LAST] = {"last choice", 0, 1},
};

const char *method_name(enum method method)
{
	return methods[method].name;
}

void guest_begin(
	struct guest *guest, enum method method, const struct sg_usual_topic *topic)
{
	guest->method = method;
	guest->topic = topic;
	guest->simple.count = guest->simple.chosen = 0;
	guest->simple.total = 0;
	sg_usual_init(&guest->usual, topic);
}

static void simple_learn(struct simple *simple, uint64_t key, double keeps)
{
	size_t at = 0;

	while (at < simple->count && simple->keys[at] != key) {
		at++;
	}
	if (at == SIMPLE_OPTIONS) {
		at = (size_t)key % SIMPLE_OPTIONS;
		simple->keys[at] = key;
		simple->counts[at] = 0;
	} else if (at == simple->count) {
		simple->keys[at] = key;
		simple->counts[at] = 0;
		simple->count++;
	}
	for (size_t i = 0; i < simple->count; i++) {
		simple->counts[i] *= keeps;
	}
	simple->counts[at]++;
	simple->total = simple->total * keeps + 1;
	simple->last[at] = ++simple->chosen;
}

void guest_learn(struct guest *guest, uint64_t key, int64_t time_us)
{
	if (guest->method == METHOD_USUAL) {
		sg_usual_learn(&guest->usual, guest->topic, key, time_us, NULL);
	} else {
		simple_learn(&guest->simple, key, methods[guest->method].keeps);
	}
}

static double simple_chance(const struct guest *guest, uint64_t key)
{
	const struct simple *simple = &guest->simple;
	double strength = methods[guest->method].strength, count = 0;

	for (size_t i = 0; i < simple->count; i++) {
		count += simple->keys[i] == key ? simple->counts[i] : 0;
	}
	return (count + strength * sg_usual_topic_share(guest->topic, key)) /
	       (simple->total + strength);
}

static uint64_t simple_first(const struct guest *guest)
{
	const struct simple *simple = &guest->simple;
	size_t best = 0;

	for (size_t i = 1; i < simple->count; i++) {
		double chance = simple_chance(guest, simple->keys[i]);
		double other = simple_chance(guest, simple->keys[best]);
		bool later = simple->last[i] > simple->last[best];

		if (guest->method == METHOD_LAST
				? later
				: chance > other || (chance >= other && later)) {
			best = i;
		}
	}
	return simple->keys[best];
}

uint64_t guest_usual(const struct guest *guest)
{
	if (guest->method == METHOD_USUAL) {
		return guest->usual.options[guest->usual.answer];
	}
	return simple_first(guest);
}

struct foresight guest_foresee(const struct guest *guest, uint64_t key, int64_t time_us)
{
	struct foresight foresight = {.first = guest_usual(guest)};
	struct sg_usual_chance first, other;

	if (guest->method != METHOD_USUAL) {
		foresight.confidence = simple_chance(guest, foresight.first);
		foresight.chance = simple_chance(guest, key);
		return foresight;
	}
	sg_usual_chance_of(&guest->usual, guest->topic, foresight.first, time_us, &first);
	sg_usual_chance_of(&guest->usual, guest->topic, key, time_us, &other);
	foresight.confidence = first.confidence;
	foresight.chance = other.confidence;
	return foresight;
}
