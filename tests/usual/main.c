/*
 * Measures how well the usual is known, how soon a new one is announced and what that costs, on
 * files of choices. See measure.h for how, and --help for the rest.
 */
#include <dirent.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report.h"

enum { FILES_MAX = 64, SEEDS_MAX = 1000 };

static const char help[] =
	"usual [options] FOLDER|FILE...: how well the usual is known, and its change\n"
	"\n"
	"  --seeds N      of which the mean delay is taken, 2,000 splices each (5)\n"
	"  --only pb|pc   pb: the usual stream; pc: change\n"
	"  --json FILE    where the figures go (build/usual.json)\n"
	"\n"
	"A FOLDER is its usual-*.csv. A FILE is any CSV of stream, choice and, if it has "
	"one,\n"
	"time; its first line may name the columns, in any order. Of each file three "
	"tenths of\n"
	"the guests teach what is popular and whom to believe, the others are measured; "
	"one\n"
	"setting serves all files. Beside the figures stand those of simpler methods "
	"and, for\n"
	"the files coffee, yogurt and cracker, what is wanted. Exit status: 0, 1 where "
	"something\n"
	"wanted was missed (the time aside), 2 for wrong use or files that cannot be "
	"read.\n";

struct options {
	long seeds;
	const char *json;
	bool streams, change;
	char *paths[FILES_MAX];
	size_t count;
};

static int complain(const char *format, ...)
{
	va_list arguments;

	fputs("usual: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return 2;
}

static void progress(const char *what)
{
	if (isatty(STDERR_FILENO)) {
		fprintf(stderr, what[0] == '\0' ? "\r\033[K" : "\r  %s\033[K", what);
		fflush(stderr);
	}
}

/* ---- which files ------------------------------------------------------------------------- */

static int add_path(struct options *options, const char *folder, const char *name)
{
	char *path = NULL;

	if (options->count == FILES_MAX) {
		return complain("more than %d files", FILES_MAX);
	}
	if (asprintf(&path, "%s%s%s", folder, *folder == '\0' ? "" : "/", name) < 0) {
		return complain("out of memory");
	}
	options->paths[options->count++] = path;
	return 0;
}

static int is_ours(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return strncmp(entry->d_name, "usual-", 6) == 0 && len > 10 &&
	       strcmp(entry->d_name + len - 4, ".csv") == 0;
}

static int add_folder(struct options *options, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_ours, alphasort), status = 0;

	if (count <= 0) {
		free(entries);
		return complain("%s: holds no usual-*.csv", folder);
	}
	for (int i = 0; i < count; i++) {
		if (status == 0) {
			status = add_path(options, folder, entries[i]->d_name);
		}
		free(entries[i]);
	}
	free(entries);
	return status;
}

static int add(struct options *options, const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		return add_folder(options, path);
	}
	return add_path(options, "", path);
}

/* ---- options ----------------------------------------------------------------------------- */

static int take_option(struct options *options, int option)
{
	char *end;

	switch (option) {
	case 's':
		options->seeds = strtol(optarg, &end, 10);
		if (*optarg == '\0' || *end != '\0' || options->seeds < 1 ||
			options->seeds > SEEDS_MAX) {
			return complain(
				"%s is no number from 1 to %d", optarg, SEEDS_MAX);
		}
		return 0;
	case 'j':
		options->json = optarg;
		return 0;
	case 'o':
		options->streams = strcmp(optarg, "pb") == 0;
		options->change = strcmp(optarg, "pc") == 0;
		return options->streams || options->change
		               ? 0
		               : complain("--only pb or pc, not %s", optarg);
	case 'h':
		fputs(help, stdout);
		exit(0);
	default:
		return complain("--help says what can be asked for");
	}
}

static int take_options(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
		{"seeds", required_argument, NULL, 's'},
		{"json", required_argument, NULL, 'j'},
		{"only", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option, status = 0;

	while (status == 0 &&
		(option = getopt_long(argc, argv, "h", known, NULL)) != -1) {
		status = take_option(options, option);
	}
	for (; status == 0 && optind < argc; optind++) {
		status = add(options, argv[optind]);
	}
	if (status == 0 && options->count == 0) {
		status = complain("which FOLDER or FILE? --help says more");
	}
	return status;
}

/* ---- measuring --------------------------------------------------------------------------- */

static void measure(const struct options *options, const struct sg_usual_topic *topics,
	struct results *results)
{
	for (size_t i = 0; options->streams && i < results->count; i++) {
		progress(results->files[i].name);
		for (enum method method = 0; method < METHODS; method++) {
			results->streams[i][method] =
				measure_stream(&results->files[i], &topics[i], method);
		}
	}
	for (enum method method = 0; options->change && method < METHODS; method++) {
		progress("change");
		results->change[method] = measure_change(results->files, topics,
			results->count, method, (unsigned)options->seeds);
	}
	progress("cost");
	results->cost = measure_cost(results->files, topics, results->count);
	progress("");
}

static int run(const struct options *options)
{
	struct streams files[FILES_MAX] = {0};
	struct sg_usual_topic *topics = calloc(FILES_MAX, sizeof *topics);
	struct stream_figures(*streams)[METHODS] = calloc(FILES_MAX, sizeof *streams);
	struct results results = {.files = files,
		.streams = streams,
		.has_streams = options->streams,
		.has_change = options->change,
		.seeds = (unsigned)options->seeds};
	int status = topics == NULL || streams == NULL ? complain("out of memory") : 0;

	for (size_t i = 0; status == 0 && i < options->count; i++) {
		progress(options->paths[i]);
		status = streams_read(options->paths[i], &files[i]) ? 0 : 2;
		if (status == 0) {
			learn_topic(&files[i], &topics[i]);
		}
		results.count++;
	}
	if (status == 0) {
		measure(options, topics, &results);
		status = report_table(&results) > 0;
		status = report_json(&results, options->json) ? status : 2;
	}
	for (size_t i = 0; i < results.count; i++) {
		streams_free(&files[i]);
	}
	free(topics);
	free(streams);
	return status;
}

int main(int argc, char **argv)
{
	struct options options = {
		.seeds = 5, .json = "build/usual.json", .streams = true, .change = true};
	int status = take_options(&options, argc, argv);

	if (status == 0) {
		status = run(&options);
	}
	for (size_t i = 0; i < options.count; i++) {
		free(options.paths[i]);
	}
	return status;
}
