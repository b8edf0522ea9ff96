/* Clocks, read through clock_gettime. */
#include "cli/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t which)
{
	struct timespec now;

	(void)clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t sg_clock_wall_us(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t sg_clock_steady_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void sg_clock_sleep_us(int64_t us)
{
	struct timespec span = {.tv_sec = us / 1000000, .tv_nsec = (us % 1000000) * 1000};

	(void)nanosleep(&span, NULL);
}

void sg_clock_sleep_ms(int64_t ms)
{
	sg_clock_sleep_us(ms * 1000);
}
