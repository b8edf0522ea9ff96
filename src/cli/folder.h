/* Folders of the program: where data lives, temporary ones, and files beside them. */
#ifndef SG_CLI_FOLDER_H
#define SG_CLI_FOLDER_H

#include <stddef.h>

#include "core/status.h"

/* $XDG_DATA_HOME/stammgast, else ~/.local/share/stammgast, else ./stammgast-data. */
void sg_folder_default(size_t size, char *ret_path);

/* Creates the folder and those above it, mode 0700, and looks whether it can be written.
 * SG_UNAVAILABLE names the folder and the reason. */
enum sg_status sg_folder_make(const char *path, struct sg_error *error);

/* A new folder below $TMPDIR or /tmp. */
enum sg_status sg_folder_make_temporary(
	size_t size, struct sg_error *error, char *ret_path);

/* Removes it with all that is in it; follows no links. What is not there is fine. */
void sg_folder_remove(const char *path);

#endif
