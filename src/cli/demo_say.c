/* Lines of the timeline. */
#include "cli/demo_say.h"

#include <string.h>

#include "cli/columns.h"
#include "cli/demo_document.h"

enum { INDENT = 9 };

static const char bold[] = "\033[1m";
static const char dim[] = "\033[2m";
static const char green[] = "\033[32m";
static const char red[] = "\033[1;31m";
static const char plain[] = "\033[0m";

/* `first`, then the text in what is left of the width, wrapped below itself. */
static void put(
	struct sg_demo *demo, const char *first, const char *colour, const char *text)
{
	const char *rest = text;
	int indent = sg_columns_width(first);

	if (demo->out == NULL) {
		return;
	}
	colour = demo->colour ? colour : "";
	do {
		size_t len = sg_columns_cut(rest, demo->width - indent, &text);

		(void)fprintf(demo->out, "%s%s%.*s%s\n", first, colour, (int)len, rest,
			colour[0] != '\0' ? plain : "");
		rest = text;
		first = indent > INDENT ? "           " : "         ";
	} while (*rest != '\0');
}

static void note(struct sg_demo *demo, const char *member, const char *text)
{
	sg_buffer_format(
		&demo->steps, "%s{\"%s\":", demo->steps.len > 0 ? "," : "", member);
	sg_value_write_text(text, &demo->steps);
	if (demo->when != NULL) {
		sg_buffer_text(&demo->steps, ",\"at\":\"");
		sg_demo_date(demo->when, &demo->steps);
		sg_buffer_format(&demo->steps, "T%s\"", sg_demo_clock(demo->when));
	}
	sg_buffer_char(&demo->steps, '}');
}

void sg_demo_say_chapter(struct sg_demo *demo, const char *title)
{
	if (demo->out != NULL) {
		(void)fprintf(demo->out, "\n%s%s%s\n", demo->colour ? bold : "", title,
			demo->colour ? plain : "");
	}
	note(demo, "chapter", title);
}

void sg_demo_say_event(struct sg_demo *demo, const char *text)
{
	char first[16];

	if (text == NULL) {
		return;
	}
	(void)snprintf(first, sizeof first, "  %.5s  ",
		demo->when != NULL ? sg_demo_clock(demo->when) : "     ");
	put(demo, first, "", text);
	note(demo, "event", text);
}

void sg_demo_say_sum(struct sg_demo *demo, const char *text)
{
	put(demo, "         ", dim, text);
	note(demo, "sum", text);
}

void sg_demo_say_outcome(
	struct sg_demo *demo, const struct sg_demo_step *step, const char *unmet)
{
	struct sg_buffer line = {0};

	if (unmet == NULL || unmet[0] == '\0') {
		demo->held++;
		if (step->result != NULL) {
			put(demo, "         → ", green, step->result);
			note(demo, "result", step->result);
		}
		return;
	}
	demo->failed++;
	sg_buffer_format(&line, "NOT AS WRITTEN (%s %s): %s",
		step->type != NULL ? step->type : "",
		step->subject != NULL ? step->subject : "", unmet);
	put(demo, "         ✗ ", red, line.data != NULL ? line.data : "");
	note(demo, "failure", line.data != NULL ? line.data : "");
	sg_buffer_free(&line);
}
