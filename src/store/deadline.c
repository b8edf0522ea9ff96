/* Deadlines on the monotonic clock, with sums that saturate instead of overflowing. */
#include "store/deadline.h"

#include <limits.h>
#include <time.h>

int64_t sg_monotonic_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t sg_deadline_in_ms(int64_t wait_ms)
{
	int64_t now_us = sg_monotonic_us();

	if (wait_ms > (INT64_MAX - now_us) / 1000) {
		return SG_NO_DEADLINE;
	}
	return wait_ms > 0 ? now_us + wait_ms * 1000 : now_us;
}

int sg_deadline_left_ms(int64_t deadline_us)
{
	int64_t left_ms;

	if (deadline_us == SG_NO_DEADLINE) {
		return INT_MAX;
	}
	left_ms = (deadline_us - sg_monotonic_us() + 999) / 1000;
	if (left_ms <= 0) {
		return 0;
	}
	return left_ms < INT_MAX ? (int)left_ms : INT_MAX;
}

int64_t sg_deadline_sooner(int64_t deadline_us, int64_t wait_ms)
{
	int64_t other_us = sg_deadline_in_ms(wait_ms);

	return deadline_us < other_us ? deadline_us : other_us;
}
