/*
 * One line on the terminal that says how far long work has come. Silent where standard error
 * is no terminal, so that logs stay readable.
 */
#ifndef SG_CLI_PROGRESS_H
#define SG_CLI_PROGRESS_H

/* Rewrites the line, at most ten times a second. [one thread at a time] */
void sg_progress_show(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Takes the line away. */
void sg_progress_clear(void);

#endif
