/*
 * The sheet as a page to print: A4, nothing below 11 pt, black on white only, a sheet of
 * paper per floor, rooms never cut in two. One file without anything to fetch.
 */
#include <stdio.h>
#include <string.h>

#include "cli/sheet_print.h"
#include "cli/words.h"
#include "core/language.h"

static const char style[] =
	"@page{size:A4;margin:12mm 13mm}"
	"*{box-sizing:border-box}"
	"html{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
	"body{margin:0 auto;max-width:184mm;color:#000;background:#fff;"
	"font:11pt/1.3 'DejaVu Sans','Liberation Sans',Arial,sans-serif}"
	"section{break-after:page}section:last-of-type{break-after:auto}"
	"header{display:flex;justify-content:space-between;align-items:baseline;"
	"border-bottom:1.2mm solid #000;padding-bottom:1.5mm;margin-bottom:4mm}"
	"h1{font-size:17pt;margin:0}header p{margin:0}"
	"article{break-inside:avoid;border:.4mm solid #000;border-radius:2mm;margin:0 0 "
	"5mm;"
	"padding:2.5mm 3mm}"
	".head{display:grid;grid-template-columns:auto 1fr auto;column-gap:4mm;"
	"align-items:center}"
	".number{font-size:26pt;font-weight:bold;line-height:1;min-width:19mm}"
	".number.none{font-size:13pt}"
	".right{text-align:end;white-space:nowrap}"
	".kind{display:inline-block;border:.4mm solid #000;border-radius:1mm;"
	"padding:0 1.5mm;font-weight:bold}"
	".here{background:#000;color:#fff;padding:0 1.5mm;border-radius:1mm;"
	"font-weight:bold}"
	".avoid{border:1mm solid #000;margin:2.5mm 0 1mm;padding:1mm 2.5mm;"
	"display:grid;grid-template-columns:auto 1fr;column-gap:3mm}"
	".avoid "
	"h3{margin:0;font-size:13pt;text-align:center;align-self:center;line-height:1.25}"
	".avoid ul{margin:0;padding:0;list-style:none}"
	".avoid li{display:flex;gap:2.5mm;align-items:center;font-weight:bold}"
	".avoid li span{font-weight:normal}"
	"h2{font-size:12pt;margin:2.5mm 0 0;display:flex;align-items:center;gap:2.5mm}"
	"h2::after{content:'';flex:1;border-top:.3mm solid #000}"
	".item{display:grid;grid-template-columns:7mm 4mm 9mm 1.15fr 1fr;column-gap:2mm;"
	"align-items:center;padding:1.2mm 0;border-bottom:.15mm solid #000}"
	".item:last-of-type{border-bottom:0}"
	".box{width:6mm;height:6mm;border:.5mm solid "
	"#000;border-radius:.6mm;display:grid;"
	"place-items:center;font-weight:bold;line-height:1}"
	".must{font-size:17pt;font-weight:bold;line-height:1;text-align:center}"
	".need .house{font-weight:bold}"
	".house,.other{min-width:0}.more{font-weight:normal;display:block}"
	"svg{width:8.5mm;height:8.5mm;fill:none;stroke:#000;stroke-width:1.5;"
	"stroke-linecap:round;stroke-linejoin:round;display:block}"
	".avoid svg{flex:none}"
	".foot{display:flex;justify-content:space-between;margin-top:1.5mm}"
	".small{border-top:.4mm solid #000;padding-top:2mm;break-inside:avoid}"
	".small p{margin:0 0 1mm}"
	"table{border-collapse:collapse;width:100%}.page>*>tr>td{padding:0}"
	".page>tbody>tr{break-inside:avoid}"
	".totals td{border-bottom:.15mm solid #000;padding:1.2mm 2mm}"
	".totals td:first-child{text-align:end;font-weight:bold;font-size:14pt;"
	"width:26mm;white-space:nowrap}"
	"@media screen{body{padding:10mm}}";

static void escape(struct sg_buffer *buffer, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			sg_buffer_text(buffer, "&amp;");
			break;
		case '<':
			sg_buffer_text(buffer, "&lt;");
			break;
		case '>':
			sg_buffer_text(buffer, "&gt;");
			break;
		case '"':
			sg_buffer_text(buffer, "&quot;");
			break;
		default:
			sg_buffer_char(buffer, *text);
		}
	}
}

/* `text` between two pieces of HTML; nothing where it is NULL. */
static void put(
	struct sg_buffer *buffer, const char *before, const char *text, const char *after)
{
	if (text != NULL) {
		sg_buffer_text(buffer, before);
		escape(buffer, text);
		sg_buffer_text(buffer, after);
	}
}

/* The attributes of an element in a language. */
static void put_language(struct sg_buffer *buffer, const char *language)
{
	put(buffer, " lang=\"", language, "\" dir=");
	sg_buffer_text(buffer, sg_language_is_rtl(language) ? "\"rtl\"" : "\"ltr\"");
}

/* A text in the attendant's language, which may be written the other way. */
static void put_second(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const char *element, const char *text)
{
	sg_buffer_format(buffer, "<%s", element);
	put_language(buffer, sheet->languages[1]);
	put(buffer, ">", text, "</");
	sg_buffer_format(buffer, "%s>", element);
}

static void put_pictogram(struct sg_buffer *buffer, const char *path, bool crossed)
{
	sg_buffer_text(buffer, "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">");
	put(buffer, "<path d=\"", path, "\"/>");
	if (crossed) {
		sg_buffer_text(buffer, "<path d=\"M2 22L22 2\" stroke-width=\"2.6\"/>");
	}
	sg_buffer_text(buffer, "</svg>");
}

static void put_avoid(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const struct sg_sheet_room *room)
{
	if (room->avoid_count == 0) {
		return;
	}
	sg_buffer_text(buffer, "<div class=\"avoid\"><h3>");
	escape(buffer, sg_word(sheet->languages[0], SG_WORD_NOT));
	if (sheet->languages[1] != NULL) {
		sg_buffer_text(buffer, "<br>");
		put_second(
			buffer, sheet, "span", sg_word(sheet->languages[1], SG_WORD_NOT));
	}
	sg_buffer_text(buffer, "</h3><ul>");
	for (size_t i = 0; i < room->avoid_count; i++) {
		const struct sg_sheet_item *item = &room->avoid[i];

		sg_buffer_text(buffer, "<li>");
		put_pictogram(buffer, item->pictogram, true);
		put(buffer, "<div>", item->texts[0], "");
		if (item->texts[1] != NULL) {
			sg_buffer_text(buffer, "<br>");
			put_second(buffer, sheet, "span", item->texts[1]);
		}
		sg_buffer_text(buffer, "</div></li>");
	}
	sg_buffer_text(buffer, "</ul></div>\n");
}

static void put_more(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const struct sg_sheet_item *item, size_t which)
{
	put(buffer, "<span class=\"more\">", item->parts[which], "</span>");
	if (which == 0 && (item->store != NULL || item->verify)) {
		sg_buffer_text(buffer, "<span class=\"more\">");
		if (item->store != NULL) {
			put(buffer, "", sg_word(sheet->languages[0], SG_WORD_STORE),
				sg_word(sheet->languages[0], SG_WORD_COLON));
			put(buffer, "", item->store, item->verify ? " · " : "");
		}
		if (item->verify) {
			put(buffer, "", sg_word(sheet->languages[0], SG_WORD_CHECK),
				item->verified ? " ☒" : " ☐");
		}
		sg_buffer_text(buffer, "</span>");
	}
}

static void put_item(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const struct sg_sheet_item *item)
{
	sg_buffer_format(buffer, "<div class=\"item%s\"><div class=\"box\">",
		item->need ? " need" : "");
	escape(buffer, strcmp(item->mark, "x") == 0 ? "✓" : item->mark);
	sg_buffer_format(
		buffer, "</div><div class=\"must\">%s</div>", item->need ? "!" : "");
	put_pictogram(buffer, item->pictogram, false);
	put(buffer, "<div class=\"house\">", item->texts[0], "");
	put_more(buffer, sheet, item, 0);
	sg_buffer_text(buffer, "</div><div class=\"other\"");
	if (item->texts[1] != NULL) {
		put_language(buffer, sheet->languages[1]);
		put(buffer, ">", item->texts[1], "");
		put_more(buffer, sheet, item, 1);
	} else {
		sg_buffer_char(buffer, '>');
	}
	sg_buffer_text(buffer, "</div></div>\n");
}

static void put_head(struct sg_buffer *buffer, const struct sg_sheet_room *room)
{
	bool numbered = room->number[0] >= '0' && room->number[0] <= '9';

	sg_buffer_format(buffer, "<div class=\"head\"><div class=\"number%s\">",
		numbered ? "" : " none");
	escape(buffer, room->number);
	put(buffer, "</div><div>", room->type, "<br>");
	escape(buffer, room->guests);
	put(buffer, "</div><div class=\"right\"><span class=\"kind\">", room->kind,
		"</span><br>");
	if (room->in_house != NULL) {
		put(buffer, "<span class=\"here\">", room->in_house, "</span>");
	} else {
		put(buffer, "<b>", room->times, "</b>");
	}
	sg_buffer_text(buffer, "</div></div>\n");
}

static void put_room(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const struct sg_sheet_room *room)
{
	sg_buffer_text(buffer, "<article>");
	put_head(buffer, room);
	put_avoid(buffer, sheet, room);
	for (size_t i = 0; i < room->group_count; i++) {
		put(buffer, "<h2>", room->groups[i].title, "</h2>");
		for (size_t j = 0; j < room->groups[i].count; j++) {
			put_item(buffer, sheet, &room->groups[i].items[j]);
		}
	}
	put(buffer, "<div class=\"foot\"><span>",
		room->note != NULL ? room->note : room->revision, "</span>");
	put(buffer, "<b>", room->note != NULL ? room->revision : room->open, "</b>");
	sg_buffer_text(buffer, "</div></article>\n");
}

static void put_small(struct sg_buffer *buffer, const struct sg_sheet *sheet)
{
	static const enum sg_word lines[] = {
		SG_WORD_NOT_DONE, SG_WORD_NEEDS, SG_WORD_VALID};

	sg_buffer_text(buffer, "<div class=\"small\">");
	for (size_t language = 0; language < SG_SHEET_LANGUAGES; language++) {
		if (sheet->languages[language] == NULL) {
			continue;
		}
		sg_buffer_text(buffer, "<p");
		put_language(buffer, sheet->languages[language]);
		sg_buffer_char(buffer, '>');
		for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
			put(buffer,
				i == 0   ? ""
				: i == 1 ? "<br>"
					 : " ",
				sg_word(sheet->languages[language], lines[i]), "");
		}
		sg_buffer_text(buffer, "</p>");
	}
	sg_buffer_text(buffer, "</div>");
}

/* In the head of a table, as only that is repeated on every sheet of paper. */
static void put_header(
	struct sg_buffer *buffer, const struct sg_sheet *sheet, const char *title)
{
	put(buffer, "<table class=\"page\"><thead><tr><td><header><h1>", title, "</h1>");
	put(buffer, "<p>", sheet->property, " · ");
	escape(buffer, sheet->date);
	put(buffer, " · ", sheet->printed, "</p></header></td></tr></thead><tbody>\n");
}

static void put_total(struct sg_buffer *buffer, const struct sg_sheet *sheet,
	const struct sg_sheet_total *total)
{
	sg_buffer_format(buffer, "<tr><td>%lld ", (long long)total->rooms);
	sg_word_counted(buffer, sheet->languages[0], SG_COUNTED_ROOMS, total->rooms);
	put(buffer, "</td><td>", total->texts[0], "</td>");
	if (total->texts[1] != NULL) {
		put_second(buffer, sheet, "td", total->texts[1]);
	} else {
		sg_buffer_text(buffer, "<td></td>");
	}
	sg_buffer_text(buffer, "</tr>\n");
}

static void put_totals(struct sg_buffer *buffer, const struct sg_sheet *sheet)
{
	if (sheet->total_count == 0) {
		return;
	}
	sg_buffer_text(buffer, "<section>");
	put_header(buffer, sheet, sg_word(sheet->languages[0], SG_WORD_TOTALS));
	sg_buffer_text(buffer, "<tr><td><table class=\"totals\">");
	for (size_t i = 0; i < sheet->total_count; i++) {
		put_total(buffer, sheet, &sheet->totals[i]);
	}
	sg_buffer_text(buffer, "</table>");
	if (sheet->things != NULL) {
		put(buffer, "<p>", sheet->things, "</p>");
	}
	sg_buffer_text(buffer, "</td></tr></tbody></table></section>\n");
}

void sg_sheet_print_html(const struct sg_sheet *sheet, struct sg_buffer *buffer)
{
	sg_buffer_text(buffer, "<!DOCTYPE html>\n<html");
	put_language(buffer, sheet->languages[0]);
	sg_buffer_text(buffer, "><head><meta charset=\"utf-8\">");
	put(buffer, "<title>", sheet->property, " · ");
	escape(buffer, sheet->date);
	sg_buffer_text(buffer, "</title><style>");
	sg_buffer_text(buffer, style);
	sg_buffer_text(buffer, "</style></head><body>\n");
	for (size_t i = 0; i < sheet->floor_count; i++) {
		const struct sg_sheet_floor *floor = &sheet->floors[i];

		sg_buffer_text(buffer, "<section>");
		put_header(buffer, sheet, floor->title);
		for (size_t j = 0; j < floor->count; j++) {
			sg_buffer_text(buffer, "<tr><td>");
			put_room(buffer, sheet, &floor->rooms[j]);
			sg_buffer_text(buffer, "</td></tr>");
		}
		sg_buffer_text(buffer, "</tbody><tfoot><tr><td>");
		put_small(buffer, sheet);
		sg_buffer_text(buffer, "</td></tr></tfoot></table></section>\n");
	}
	put_totals(buffer, sheet);
	sg_buffer_text(buffer, "</body></html>\n");
}
