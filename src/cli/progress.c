/* The progress line: carriage return, text, erase to the end of the line. */
#include "cli/progress.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/clock.h"

static atomic_bool shown;
static int64_t next_us;

void sg_progress_show(const char *format, ...)
{
	va_list arguments;
	int64_t now_us = sg_clock_steady_us();

	if (now_us < next_us || isatty(STDERR_FILENO) == 0) {
		return;
	}
	next_us = now_us + 100000;
	atomic_store(&shown, true);
	flockfile(stderr);
	(void)fputs("\r  ", stderr);
	va_start(arguments, format);
	(void)vfprintf(stderr, format, arguments);
	va_end(arguments);
	(void)fputs("\033[K", stderr);
	(void)fflush(stderr);
	funlockfile(stderr);
}

void sg_progress_clear(void)
{
	if (atomic_exchange(&shown, false)) {
		next_us = 0;
		(void)fputs("\r\033[K", stderr);
	}
}
