/* Words of a guest's card. */
#include "cli/guest_words.h"

#include <stdlib.h>
#include <string.h>

#include "core/time.h"

enum { EN, DE, ES, RO, LANGUAGES };

static const char *const languages[LANGUAGES] = {"en", "de", "es", "ro"};

static const char *const words[SG_GUEST_WORDS][LANGUAGES] = {
	[SG_GUEST_NEEDS] = {"Needs", "Muss", "Necesidades", "Nevoi"},
	[SG_GUEST_WISHES] = {"Wishes", "Wünsche", "Deseos", "Dorințe"},
	[SG_GUEST_USUALS] = {"Usuals", "Wie immer", "Lo de siempre", "Ca de obicei"},
	[SG_GUEST_ASK] = {"What to ask", "Zu fragen", "Qué preguntar", "De întrebat"},
	[SG_GUEST_DO_NOT] = {"What not to do", "Was nicht", "Qué no hacer",
		"Ce nu se face"},
	[SG_GUEST_HISTORY] = {"Earlier statements", "Frühere Angaben", "Lo dicho antes",
		"Spuse înainte"},
	[SG_GUEST_MUST] = {"must", "muss", "debe", "trebuie"},
	[SG_GUEST_LIKES] = {"likes", "mag", "gusta", "îi place"},
	[SG_GUEST_AVOIDS] = {"rather not", "lieber nicht", "mejor no", "mai bine nu"},
	[SG_GUEST_NEVER] = {"never", "nie", "nunca", "niciodată"},
	[SG_GUEST_SERVE] = {"serve", "bringen", "servir", "de servit"},
	[SG_GUEST_ASKS] = {"ask", "fragen", "preguntar", "de întrebat"},
	[SG_GUEST_SILENT] = {"silent", "schweigen", "callar", "fără vorbă"},
	[SG_GUEST_SINCE] = {"since {name}: {n} of {of}", "seit {name}: {n} von {of}",
		"desde {name}: {n} de {of}", "din {name}: {n} din {of}"},
	[SG_GUEST_COUNT] = {"{n} of {of}", "{n} von {of}", "{n} de {of}", "{n} din {of}"},
	[SG_GUEST_BEFORE] = {"before: {n} of {of} {name}", "davor: {n} von {of} {name}",
		"antes: {n} de {of} {name}", "înainte: {n} din {of} {name}"},
	[SG_GUEST_SEEN_TODAY] = {"last seen today", "zuletzt heute",
		"visto hoy por última vez", "văzut ultima oară azi"},
	[SG_GUEST_SEEN_YESTERDAY] = {"last seen yesterday", "zuletzt gestern",
		"visto ayer por última vez", "văzut ultima oară ieri"},
	[SG_GUEST_SEEN_DAYS] = {"last seen {n} days ago", "zuletzt vor {n} Tagen",
		"visto hace {n} días", "văzut acum {n} zile"},
	[SG_GUEST_SEEN_MANY] = {"last seen {n} days ago", "zuletzt vor {n} Tagen",
		"visto hace {n} días", "văzut acum {n} de zile"},
	[SG_GUEST_ELSEWHERE] = {"seen in other houses, not here",
		"in anderen Häusern, nicht hier", "visto en otras casas, no aquí",
		"văzut în alte case, nu aici"},
	[SG_GUEST_SAID] = {"but said: {name}", "aber gesagt: {name}", "pero dijo: {name}",
		"dar a spus: {name}"},
	[SG_GUEST_REFUSED] = {"not wanted any more", "nicht mehr gewünscht",
		"ya no lo quiere", "nu mai dorește"},
	[SG_GUEST_NAMELESS] = {"A guest", "Ein Gast", "Un huésped", "Un oaspete"},
	[SG_GUEST_SPEAKS] = {"speaks {name}", "spricht {name}", "habla {name}",
		"vorbește {name}"},
	[SG_GUEST_INCOGNITO] = {"incognito: do not say the name aloud",
		"inkognito: Namen nicht laut sagen",
		"incógnito: no decir el nombre en voz alta",
		"incognito: nu rosti numele cu voce tare"},
	[SG_GUEST_MEMORY_NONE] = {"does not want to be remembered",
		"möchte nicht in Erinnerung bleiben", "no quiere que se le recuerde",
		"nu dorește să fie ținut minte"},
	[SG_GUEST_MEMORY_STAY] = {"remembered for a stay only",
		"nur für einen Aufenthalt gemerkt", "se recuerda solo una estancia",
		"ținut minte doar un sejur"},
	[SG_GUEST_MEMORY_PROPERTY] = {"remembered in one hotel", "in einem Haus gemerkt",
		"se recuerda en un hotel", "ținut minte într-un hotel"},
	[SG_GUEST_MEMORY_CHAIN] = {"remembered in all hotels", "in allen Häusern gemerkt",
		"se recuerda en todos los hoteles", "ținut minte în toate hotelurile"},
	[SG_GUEST_OBJECTS] = {"objects to profiling: nothing is learned",
		"widerspricht dem Profiling: es wird nichts gelernt",
		"se opone al perfilado: no se aprende nada",
		"se opune profilării: nu se învață nimic"},
	[SG_GUEST_NOTE] = {"Note: {name}", "Notiz: {name}", "Nota: {name}",
		"Notă: {name}"},
	[SG_GUEST_YES] = {"yes", "ja", "sí", "da"},
	[SG_GUEST_EVERYWHERE] = {"in all hotels", "in allen Häusern",
		"en todos los hoteles", "în toate hotelurile"},
	[SG_GUEST_THIS_STAY] = {"this stay only", "nur dieser Aufenthalt",
		"solo esta estancia", "doar acest sejur"},
	[SG_GUEST_FROM] = {"from {name}", "ab {name}", "desde {name}", "din {name}"},
	[SG_GUEST_UNTIL] = {"until {name}", "bis {name}", "hasta {name}",
		"până la {name}"},
	[SG_GUEST_EMPTY] = {"Nothing is known of this guest yet.",
		"Von diesem Gast ist noch nichts bekannt.",
		"Aún no se sabe nada de este huésped.",
		"Încă nu se știe nimic despre acest oaspete."},
};

static const struct {
	const char *name;
	const char *text[LANGUAGES];
} parties[] = {
	{"alone", {"alone", "allein", "a solas", "singur"}},
	{"couple", {"as a couple", "zu zweit", "en pareja", "în cuplu"}},
	{"family", {"with the family", "mit Familie", "en familia", "cu familia"}},
	{"business",
		{"on business", "geschäftlich", "por trabajo", "în interes de serviciu"}},
	{"group", {"in a group", "in der Gruppe", "en grupo", "în grup"}},
};

static const char *const months[LANGUAGES][12] = {
	{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
		"Dec"},
	{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.",
		"Nov.", "Dez."},
	{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov",
		"dic"},
	{"ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.",
		"nov.", "dec."},
};

static size_t language_index(const char *language)
{
	for (size_t i = 0; language != NULL && i < LANGUAGES; i++) {
		if (strcmp(languages[i], language) == 0) {
			return i;
		}
	}
	return EN;
}

/* The place at `text`, filled in; its length. */
static size_t fill(struct sg_buffer *buffer, const char *text, const char *name,
	int64_t n, int64_t of)
{
	if (strncmp(text, "{name}", 6) == 0) {
		sg_buffer_text(buffer, name != NULL ? name : "");
		return 6;
	}
	if (strncmp(text, "{n}", 3) == 0) {
		sg_buffer_format(buffer, "%lld", (long long)n);
		return 3;
	}
	sg_buffer_format(buffer, "%lld", (long long)of);
	return 4;
}

void sg_guest_word(struct sg_buffer *buffer, const char *language,
	enum sg_guest_word word, const char *name, int64_t n, int64_t of)
{
	const char *text = words[word][language_index(language)];

	while (*text != '\0') {
		size_t plain = strcspn(text, "{");

		sg_buffer_add(buffer, text, plain);
		text += plain;
		text += *text == '{' ? fill(buffer, text, name, n, of) : 0;
	}
}

const char *sg_guest_party(const char *language, const char *party)
{
	for (size_t i = 0; i < sizeof parties / sizeof parties[0]; i++) {
		if (strcmp(parties[i].name, party) == 0) {
			return parties[i].text[language_index(language)];
		}
	}
	return party;
}

static void put_month_day(
	struct sg_buffer *buffer, const char *language, int32_t month, int32_t day)
{
	size_t index = language_index(language);

	sg_buffer_format(buffer, "%d%s %s", (int)day, index == DE ? "." : "",
		months[index][month - 1]);
}

void sg_guest_date(struct sg_buffer *buffer, const char *language, int32_t day)
{
	int32_t year, month, day_of_month;

	sg_day_to_civil(day, &year, &month, &day_of_month);
	put_month_day(buffer, language, month, day_of_month);
	sg_buffer_format(buffer, " %d", (int)year);
}

void sg_guest_month_day(
	struct sg_buffer *buffer, const char *language, const char *month_day)
{
	char *end;
	long month = strtol(month_day, &end, 10);
	long day = *end == '-' ? strtol(end + 1, NULL, 10) : 0;

	if (month < 1 || month > 12 || day < 1 || day > 31) {
		sg_buffer_text(buffer, month_day);
		return;
	}
	put_month_day(buffer, language, (int32_t)month, (int32_t)day);
}

/* Romanian says "de" from twenty on, but not for one to nineteen beyond a hundred. */
static bool counts_many(int64_t n)
{
	return n % 100 == 0 || n % 100 >= 20;
}

void sg_guest_seen(struct sg_buffer *buffer, const char *language, int64_t days)
{
	enum sg_guest_word word = days == 0            ? SG_GUEST_SEEN_TODAY
	                          : days == 1          ? SG_GUEST_SEEN_YESTERDAY
	                          : !counts_many(days) ? SG_GUEST_SEEN_DAYS
	                                               : SG_GUEST_SEEN_MANY;

	if (days >= 0) {
		sg_guest_word(buffer, language, word, NULL, days, 0);
	}
}
