/* The same sheets that `print` makes. */
#include "cli/demo_paper.h"

#include <string.h>

#include "cli/demo_document.h"
#include "cli/demo_say.h"
#include "cli/evening.h"
#include "cli/sheet_print.h"

static void keep(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_evening *evening)
{
	if (step->act == SG_DEMO_TOTALS) {
		sg_sheet_print_totals(&evening->sheet, demo->width, &demo->totals);
		return;
	}
	evening->sheet.total_count = 0;
	if (step->subject != NULL) {
		sg_sheet_print_text(&evening->sheet, demo->width, &demo->paper);
		return;
	}
	sg_sheet_print_text(&evening->sheet, demo->width, &demo->all_paper);
	sg_sheet_print_html(&evening->sheet, &demo->html);
	sg_value_write(evening->reply, false, &demo->plan);
}

enum sg_status sg_demo_paper(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_buffer date = {0};
	struct sg_evening_question question = {
		.property = step->property != NULL ? step->property : SG_DEMO_PROPERTY,
		.floor = step->act == SG_DEMO_PAPER ? step->subject : NULL,
		.languages = step->data,
		.clock = sg_demo_clock(demo->when),
	};
	struct sg_evening evening;
	enum sg_status status;

	sg_demo_say_event(demo, step->text);
	sg_demo_date(demo->when, &date);
	question.date = date.data;
	status = sg_evening_ask(&demo->host, &question, error, &evening);
	sg_buffer_free(&date);
	if (status != SG_OK) {
		return status;
	}
	sg_demo_say_outcome(demo, step,
		evening.sheet.floor_count == 0 ? "no list for that day" : NULL);
	keep(demo, step, &evening);
	sg_evening_free(&evening);
	return SG_OK;
}
