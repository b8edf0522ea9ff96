/* Command lines parsed by a table, and the help that is printed from the same table. */
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/time.h"

static void print_help(const struct sg_usage *usage, const struct sg_option *options,
	const char *command)
{
	(void)printf("usage: stammgast %s %s\n\n%s\n\nOptions\n", command,
		usage->arguments, usage->text);
	for (const struct sg_option *option = options; option->name != NULL; option++) {
		char left[64];

		(void)snprintf(left, sizeof left, "--%s%s%s", option->name,
			option->argument != NULL ? " " : "",
			option->argument != NULL ? option->argument : "");
		(void)printf("  %-22s %s\n", left, option->help);
	}
	(void)printf("  %-22s %s\n", "--help", "this text");
}

static const struct sg_option *find(
	const struct sg_option *options, const char *name, size_t len)
{
	for (const struct sg_option *option = options; option->name != NULL; option++) {
		if (strlen(option->name) == len &&
			strncmp(option->name, name, len) == 0) {
			return option;
		}
	}
	return NULL;
}

static bool parse_number(const char *text, const char **ret_end, int64_t *ret_number)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || errno != 0 || text[0] == ' ' || text[0] == '+') {
		return false;
	}
	*ret_end = end;
	*ret_number = number;
	return true;
}

static bool set_number(const struct sg_option *option, const char *text)
{
	const char *end;
	int64_t number;

	if (!parse_number(text, &end, &number) || *end != '\0' || number < option->min ||
		number > option->max) {
		return false;
	}
	*(int64_t *)option->target = number;
	return true;
}

static bool set_range(const struct sg_option *option, const char *text)
{
	struct sg_range range;
	const char *end;

	if (!parse_number(text, &end, &range.first) || strncmp(end, "..", 2) != 0 ||
		!parse_number(end + 2, &end, &range.last) || *end != '\0' ||
		range.first < option->min || range.last < range.first ||
		range.last > option->max) {
		return false;
	}
	*(struct sg_range *)option->target = range;
	return true;
}

static bool set(const struct sg_option *option, const char *text)
{
	switch (option->kind) {
	case SG_OPTION_FLAG:
		*(bool *)option->target = true;
		return true;
	case SG_OPTION_TEXT:
		*(const char **)option->target = text;
		return true;
	case SG_OPTION_NUMBER:
		return set_number(option, text);
	case SG_OPTION_RANGE:
		return set_range(option, text);
	case SG_OPTION_DAY:
		return sg_day_parse(text, option->target);
	}
	return false;
}

static int wrong(const char *command, const char *what, const char *which)
{
	(void)sg_complain(
		"%s: %s %s; see `stammgast %s --help`", command, what, which, command);
	return SG_EXIT_USAGE;
}

/* Takes the option at argv[*index] and, where it has one, its value. */
static int take(const struct sg_option *options, int argc, char **argv, int *index)
{
	const char *name = argv[*index] + 2;
	const char *equals = strchr(name, '=');
	size_t len = equals != NULL ? (size_t)(equals - name) : strlen(name);
	const struct sg_option *option = find(options, name, len);
	const char *value = equals != NULL ? equals + 1 : NULL;

	if (option == NULL) {
		return wrong(argv[0], "unknown option", argv[*index]);
	}
	if (option->kind == SG_OPTION_FLAG && value != NULL) {
		return wrong(argv[0], "no value belongs to", argv[*index]);
	}
	if (option->kind != SG_OPTION_FLAG && value == NULL) {
		if (*index + 1 >= argc) {
			return wrong(argv[0], "a value is missing for", argv[*index]);
		}
		value = argv[++*index];
	}
	if (!set(option, value)) {
		return wrong(argv[0], "not a value for",
			argv[equals != NULL ? *index : *index - 1]);
	}
	return SG_OPTIONS_GO_ON;
}

int sg_options_parse(const struct sg_usage *usage, const struct sg_option *options,
	int argc, char **argv, const char **ret_positionals)
{
	int count = 0;
	bool ended = false;

	for (int i = 0; ret_positionals != NULL && i < SG_POSITIONALS_MAX; i++) {
		ret_positionals[i] = NULL;
	}
	for (int i = 1; i < argc; i++) {
		int status = SG_OPTIONS_GO_ON;

		if (!ended &&
			(strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
			print_help(usage, options, argv[0]);
			return SG_EXIT_OK;
		}
		if (!ended && strcmp(argv[i], "--") == 0) {
			ended = true;
		} else if (!ended && strncmp(argv[i], "--", 2) == 0) {
			status = take(options, argc, argv, &i);
		} else if (ret_positionals != NULL && count < usage->positionals_max) {
			ret_positionals[count++] = argv[i];
		} else {
			status = wrong(argv[0], "unexpected argument", argv[i]);
		}
		if (status != SG_OPTIONS_GO_ON) {
			return status;
		}
	}
	if (count < usage->positionals_min) {
		return wrong(argv[0], "an argument is missing:", usage->arguments);
	}
	return SG_OPTIONS_GO_ON;
}

static bool has_value(const struct sg_option *option)
{
	switch (option->kind) {
	case SG_OPTION_FLAG:
		return *(const bool *)option->target;
	case SG_OPTION_TEXT:
		return *(const char *const *)option->target != NULL;
	case SG_OPTION_NUMBER:
		return *(const int64_t *)option->target != 0;
	case SG_OPTION_DAY:
		return *(const int32_t *)option->target != SG_NO_DAY;
	case SG_OPTION_RANGE:
		break;
	}
	return true;
}

int sg_options_need(
	const char *command, const struct sg_option *options, const char *const *names)
{
	for (; *names != NULL; names++) {
		const struct sg_option *option = find(options, *names, strlen(*names));

		if (option != NULL && !has_value(option)) {
			(void)sg_complain("%s: --%s is missing; see `stammgast %s "
					  "--help`",
				command, *names, command);
			return SG_EXIT_USAGE;
		}
	}
	return SG_OPTIONS_GO_ON;
}
