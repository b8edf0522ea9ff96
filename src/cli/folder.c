/* Folders: made with care for the message when they cannot be, removed as a whole. */
#include "cli/folder.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"

void sg_folder_default(size_t size, char *ret_path)
{
	const char *data = secure_getenv("XDG_DATA_HOME");
	const char *home = secure_getenv("HOME");

	if (data != NULL && data[0] == '/') {
		(void)snprintf(ret_path, size, "%s/stammgast", data);
	} else if (home != NULL && home[0] == '/') {
		(void)snprintf(ret_path, size, "%s/.local/share/stammgast", home);
	} else {
		(void)snprintf(ret_path, size, "stammgast-data");
	}
}

static enum sg_status make_each(char *path, struct sg_error *error, const char *whole)
{
	for (char *slash = path + 1;; slash++) {
		char kept = *slash;

		if (kept != '/' && kept != '\0') {
			continue;
		}
		*slash = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST && errno != EROFS &&
			errno != EACCES) {
			return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
				"the folder %s cannot be made: %s", whole,
				sg_errno_text());
		}
		*slash = kept;
		if (kept == '\0') {
			return SG_OK;
		}
	}
}

enum sg_status sg_folder_make(const char *path, struct sg_error *error)
{
	char copy[PATH_MAX];
	enum sg_status status;
	struct stat about;

	if (path[0] == '\0' || strlen(path) >= sizeof copy) {
		return sg_fail(error, SG_INVALID, "folder_invalid", NULL,
			"not a name for a folder: \"%s\"", path);
	}
	(void)snprintf(copy, sizeof copy, "%s", path);
	status = make_each(copy, error, path);
	if (status != SG_OK) {
		return status;
	}
	if (stat(path, &about) != 0) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"the folder %s cannot be made: %s", path, sg_errno_text());
	}
	if (!S_ISDIR(about.st_mode)) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"%s is not a folder", path);
	}
	if (access(path, W_OK | X_OK) != 0) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"the folder %s cannot be written: %s", path, sg_errno_text());
	}
	return SG_OK;
}

enum sg_status sg_folder_make_temporary(
	size_t size, struct sg_error *error, char *ret_path)
{
	const char *base = secure_getenv("TMPDIR");

	(void)snprintf(ret_path, size, "%s/stammgast-XXXXXX",
		base != NULL && base[0] == '/' ? base : "/tmp");
	if (mkdtemp(ret_path) == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"no temporary folder %s: %s", ret_path, sg_errno_text());
	}
	return SG_OK;
}

static int remove_one(
	const char *path, const struct stat *about, int type, struct FTW *position)
{
	(void)about;
	(void)type;
	(void)position;
	(void)remove(path);
	return 0;
}

void sg_folder_remove(const char *path)
{
	(void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
