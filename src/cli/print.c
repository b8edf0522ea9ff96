/* `stammgast print`: tonight's lists, as text or as a page for the printer. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/evening.h"
#include "cli/options.h"
#include "cli/sheet_print.h"
#include "cli/stop.h"
#include "core/time.h"

struct settings {
	struct sg_host_options host;
	const char *property;
	int32_t day;
	const char *floor;
	const char *html;
	const char *languages;
	const char *department;
	int64_t width;
	bool json;
};

static int write_file(const char *path, const struct sg_buffer *text)
{
	FILE *file = fopen(path, "we");
	bool written;

	if (file == NULL) {
		return sg_complain("%s cannot be written: %s", path, sg_errno_text());
	}
	written = fwrite(text->data, 1, text->len, file) == text->len;
	if (fclose(file) != 0 || !written) {
		return sg_complain("%s cannot be written: %s", path, sg_errno_text());
	}
	return SG_EXIT_OK;
}

static int show(const struct settings *settings, const struct sg_evening *evening)
{
	struct sg_buffer text = {0};
	int status = SG_EXIT_OK;

	if (settings->json) {
		sg_value_write(evening->reply, false, &text);
		sg_buffer_char(&text, '\n');
	} else if (settings->html != NULL) {
		sg_sheet_print_html(&evening->sheet, &text);
	} else {
		sg_sheet_print_text(&evening->sheet, (int)settings->width, &text);
	}
	if (text.failed) {
		status = sg_complain("memory is short");
	} else if (settings->html != NULL && !settings->json &&
		   strcmp(settings->html, "-") != 0) {
		status = write_file(settings->html, &text);
	} else if (text.len > 0) {
		(void)fwrite(text.data, 1, text.len, stdout);
	}
	if (status == SG_EXIT_OK && evening->sheet.floor_count == 0) {
		(void)fputs("nothing to print: no list for that day\n", stderr);
	}
	sg_buffer_free(&text);
	return status;
}

static int run(const struct settings *settings)
{
	char date[SG_DAY_TEXT_SIZE];
	struct sg_evening_question question = {
		.property = settings->property,
		.floor = settings->floor,
		.languages = settings->languages,
		.department = settings->department,
	};
	struct sg_host host;
	struct sg_evening evening;
	struct sg_error error;
	int status;

	if (settings->day != SG_NO_DAY) {
		sg_day_format(settings->day, date);
		question.date = date;
	}
	if (sg_host_open(&settings->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (sg_evening_ask(&host, &question, &error, &evening) != SG_OK) {
		status = sg_complain_error(&error);
	} else {
		status = show(settings, &evening);
		sg_evening_free(&evening);
	}
	sg_host_close(&host);
	return status;
}

int sg_command_print(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… PROPERTY",
		.text = "Prints the lists of a day per floor, in the order of the\n"
			"rooms: what must not be there, what is to be done, until\n"
			"when, and what to take along. As text, or with --html as a\n"
			"page for A4 paper. Works without endpoints.",
		.positionals_min = 1,
		.positionals_max = 1,
	};
	struct settings settings = {.day = SG_NO_DAY, .width = 90};
	struct sg_option options[] = {
		{"date", "DATE", "YYYY-MM-DD (default: the current business date)",
			SG_OPTION_DAY, &settings.day, 0, 0},
		{"floor", "FLOOR", "only this floor", SG_OPTION_TEXT, &settings.floor, 0,
			0},
		{"languages", "A,B", "the house's and the attendant's, such as de,ro",
			SG_OPTION_TEXT, &settings.languages, 0, 0},
		{"department", "NAME", "whose work (default housekeeping)",
			SG_OPTION_TEXT, &settings.department, 0, 0},
		{"html", "FILE", "a page to print, into FILE (- for standard output)",
			SG_OPTION_TEXT, &settings.html, 0, 0},
		{"width", "N", "columns of the text, 80 to 120 (default 90)",
			SG_OPTION_NUMBER, &settings.width, SG_SHEET_WIDTH_MIN,
			SG_SHEET_WIDTH_MAX},
		SG_HOST_OPTIONS(settings.host),
		{"json", NULL, "the module's answer as it came", SG_OPTION_FLAG,
			&settings.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	settings.property = positionals[0];
	sg_stop_install();
	return run(&settings);
}
