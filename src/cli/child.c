/* Child processes: fork and exec with a parent-death signal, and an end that is waited for. */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/command.h"

static void __attribute__((noreturn))
become(const char *const *argv, int log, int keep, pid_t parent)
{
	struct sigaction normal = {.sa_handler = SIG_DFL};
	sigset_t none;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)sigaction(SIGPIPE, &normal, NULL);
	(void)setpgid(0, 0);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent || dup2(null, STDIN_FILENO) < 0 ||
		dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0) {
		_exit(127);
	}
	if (keep >= 0) {
		(void)fcntl(keep, F_SETFD, 0);
	}
	(void)execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

enum sg_status sg_child_start(const char *const *argv, const char *log, int keep,
	struct sg_error *error, pid_t *ret_pid)
{
	int file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	pid_t parent = getpid();
	pid_t pid;

	if (file < 0) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"%s cannot be written: %s", log, sg_errno_text());
	}
	pid = fork();
	if (pid == 0) {
		become(argv, file, keep, parent);
	}
	(void)close(file);
	if (pid < 0) {
		return sg_fail(error, SG_UNAVAILABLE, "no_process", NULL,
			"%s cannot be started: %s", argv[0], sg_errno_text());
	}
	(void)setpgid(pid, pid);
	*ret_pid = pid;
	return SG_OK;
}

bool sg_child_ended(pid_t pid, int ms, int *ret_status)
{
	int64_t until_us = sg_clock_steady_us() + (int64_t)ms * 1000;

	for (;;) {
		pid_t ended = waitpid(pid, ret_status, WNOHANG);

		if (ended == pid || (ended < 0 && errno == ECHILD)) {
			return true;
		}
		if (sg_clock_steady_us() >= until_us) {
			return false;
		}
		sg_clock_sleep_ms(5);
	}
}

/* A script's own children outlive it for a moment, and write where we want to tidy up. */
static bool group_ended(pid_t pid, int ms)
{
	int64_t until_us = sg_clock_steady_us() + (int64_t)ms * 1000;

	while (kill(-pid, 0) == 0) {
		if (sg_clock_steady_us() >= until_us) {
			return false;
		}
		sg_clock_sleep_ms(5);
	}
	return true;
}

void sg_child_stop(pid_t pid, int ms)
{
	int status;

	(void)kill(-pid, SIGTERM);
	if (!sg_child_ended(pid, ms, &status)) {
		(void)kill(-pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
	}
	if (!group_ended(pid, ms)) {
		(void)kill(-pid, SIGKILL);
		(void)group_ended(pid, ms);
	}
}

const char *sg_child_find(const char *const *paths)
{
	for (; *paths != NULL; paths++) {
		if (access(*paths, X_OK) == 0) {
			return *paths;
		}
	}
	return NULL;
}
