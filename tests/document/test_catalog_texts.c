/*
 * The texts of the built-in catalogue, language by language: none missing, none too long for a
 * line on a telephone, the same placeholders everywhere, each in its own letters, and none that
 * says why.
 */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/language.h"
#include "document/catalog_files.h"

enum { REASONS_MAX = 64 };

/* What is done with a set of texts: `where` is the topic or thing, `member` what they are. */
typedef void text_check(const struct sg_catalog *catalog, const char *where,
	const char *member, const struct sg_texts *texts);

static void each_of_value(const struct sg_catalog *catalog, const struct sg_topic *topic,
	const struct sg_topic_value *value, text_check *check)
{
	check(catalog, topic->name, value->name, &value->text);
	if (value->avoid_text.in[0] != NULL) {
		check(catalog, topic->name, value->name, &value->avoid_text);
	}
}

/* What is said of so many, for numbers that meet every category of plural. */
static void each_number(
	const struct sg_catalog *catalog, const struct sg_thing *thing, text_check *check)
{
	static const int64_t numbers[] = {1, 2, 3, 5, 11, 20, 21, 22, 25, 100};

	for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++) {
		struct sg_texts texts = {{NULL}};

		for (size_t i = 0; i < SG_LANGUAGE_COUNT; i++) {
			texts.in[i] = sg_catalog_counted(
				catalog, thing, (int32_t)i, numbers[n]);
			if (thing->counted != NULL && texts.in[i] == NULL) {
				fail_msg("%d %s in %s", (int)numbers[n], thing->name,
					catalog->languages[i]);
			}
		}
		if (thing->counted != NULL) {
			check(catalog, thing->name, "counted", &texts);
		}
	}
}

static void each(const struct sg_catalog *catalog, text_check *check)
{
	for (size_t i = 0; i < catalog->topic_count; i++) {
		const struct sg_topic *topic = &catalog->topics[i];

		check(catalog, topic->name, "label", &topic->label);
		check(catalog, topic->name, "avoid_text", &topic->avoid_text);
		if (topic->undo_text.in[0] != NULL) {
			check(catalog, topic->name, "undo_text", &topic->undo_text);
		}
		for (size_t v = 0; v < topic->value_count; v++) {
			each_of_value(catalog, topic, &topic->values[v], check);
		}
	}
	for (size_t i = 0; i < catalog->thing_count; i++) {
		check(catalog, catalog->things[i].name, "text", &catalog->things[i].text);
		each_number(catalog, &catalog->things[i], check);
	}
}

/* ---- whole and short ------------------------------------------------------------------- */

static size_t characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		count += ((unsigned char)*text & 0xC0) != 0x80;
	}
	return count;
}

static void check_length(const struct sg_catalog *catalog, const char *where,
	const char *member, const struct sg_texts *texts)
{
	for (size_t i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *text = texts->in[i];

		if (text == NULL || characters(text) == 0 || characters(text) > 60) {
			fail_msg("%s %s in %s: %s", where, member, catalog->languages[i],
				text != NULL ? text : "missing");
		}
		if (isspace((unsigned char)text[0]) ||
			isspace((unsigned char)text[strlen(text) - 1])) {
			fail_msg("a space around: %s", text);
		}
	}
}

static void no_text_is_missing_or_longer_than_sixty_characters(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	assert_int_equal(catalog.language_count, SG_LANGUAGE_COUNT);
	each(&catalog, check_length);
}

static size_t count_of(const char *text, const char *placeholder)
{
	size_t count = 0;

	while ((text = strstr(text, placeholder)) != NULL) {
		text += strlen(placeholder);
		count++;
	}
	return count;
}

static void check_placeholders(const struct sg_catalog *catalog, const char *where,
	const char *member, const struct sg_texts *texts)
{
	static const char *const alike[] = {"{n}", "{value}", "{"};

	if (strcmp(member, "counted") == 0) {
		return; /* two of a thing are one word in Arabic */
	}
	for (size_t i = 1; i < catalog->language_count; i++) {
		for (size_t p = 0; p < sizeof alike / sizeof alike[0]; p++) {
			if (count_of(texts->in[i], alike[p]) !=
				count_of(texts->in[0], alike[p])) {
				fail_msg("%s %s: \"%s\" but \"%s\"", where, member,
					texts->in[0], texts->in[i]);
			}
		}
	}
}

static void placeholders_are_alike_in_all_languages(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	each(&catalog, check_placeholders);
}

/* ---- without a reason ------------------------------------------------------------------ */

/* A department sees what to do, never why. Beginnings of words in small letters: of illness,
 * pregnancy, disability, belief, addiction and family affairs. The labels and values of special
 * topics are for the desk alone and are held to it, too: they stand on a screen at a counter. */
static const char *const reasons[SG_LANGUAGE_COUNT][REASONS_MAX] = {
	[SG_LANGUAGE_EN] = {"allerg", "asthma", "intoleran", "coeliac", "celiac",
		"diabet", "insulin", "epilep", "dement", "depress", "cancer", "disease",
		"illness", "sick", "medic", "disab", "handicap", "blind", "deaf",
		"pregnan", "health", "patient", "religi", "muslim", "islam", "jewish",
		"halal", "kosher", "addict", "alcoholic", "divorc", "widow", "mites",
		"operation"},
	[SG_LANGUAGE_DE] = {"allerg", "asthma", "unverträglich", "zöliak", "diabet",
		"insulin", "epilep", "dement", "depress", "krebs", "krank", "medik",
		"arznei", "behinder", "blind", "gehörlos", "schwanger", "gesundheit",
		"patient", "religi", "muslim", "islam", "jüd", "halal", "koscher",
		"süchtig", "alkoholiker", "geschieden", "scheidung", "verwitwet", "milbe",
		"operation"},
	[SG_LANGUAGE_ES] = {"alerg", "asma", "intoleran", "celíac", "celiac", "diabet",
		"insulin", "epilep", "demenci", "depres", "cáncer", "enferm",
		"medicament", "discapac", "minusvál", "ciego", "sordo", "embaraz",
		"salud", "pacient", "religi", "musulm", "islam", "judí", "halal",
		"kosher", "adict", "alcohólic", "divorci", "viud", "ácaro", "operación"},
	[SG_LANGUAGE_FR] = {"allerg", "asthm", "intoléran", "cœliaq", "diabét", "insulin",
		"épilep", "démenc", "dépress", "cancer", "malad", "médic", "handicap",
		"aveugle", "sourd", "enceinte", "santé", "patient", "religi", "musulm",
		"islam", "juif", "juive", "halal", "casher", "toxico", "alcooliq",
		"divorc", "veuf", "veuve", "acarien"},
	[SG_LANGUAGE_IT] = {"allerg", "asma", "intolleran", "celiac", "diabet", "insulin",
		"epiless", "demenz", "depress", "cancro", "tumor", "malatt", "malat",
		"medicin", "farmac", "disabil", "handicap", "cieco", "sordo", "incinta",
		"gravidanz", "salute", "pazient", "religi", "musulm", "islam", "ebre",
		"halal", "kosher", "tossico", "alcolist", "divorzi", "vedov", "acari"},
	[SG_LANGUAGE_PL] = {"alergi", "uczulen", "astm", "nietoleran", "celiak",
		"cukrzyc", "insulin", "epilep", "demencj", "depresj", "nowotw", "chory",
		"chorob", "lekarstw", "niepełnospr", "inwalid", "niewidom", "głuch",
		"ciąży", "ciężarn", "zdrow", "pacjent", "religi", "muzułm", "islam",
		"żydow", "halal", "koszer", "uzależni", "alkoholik", "alkoholizm",
		"rozwied", "rozwód", "wdow", "roztocz"},
	[SG_LANGUAGE_RO] = {"alergi", "astm", "intoleran", "celiac", "diabet", "insulin",
		"epilep", "demenț", "depres", "cancer", "boală", "bolnav", "medic",
		"dizabil", "handicap", "nevăz", "surd", "gravid", "însărcinat", "sănăt",
		"pacient", "religi", "musulm", "islam", "evre", "halal", "cușer",
		"kosher", "dependen", "alcoolism", "divorț", "văduv", "acarien",
		"operație"},
	[SG_LANGUAGE_TR] = {"alerj", "astım", "intolerans", "çölyak", "diyabet",
		"insülin", "epileps", "demans", "depresyon", "kanser", "hasta", "ilaç",
		"engelli", "özürlü", "sağır", "hamile", "gebe", "sağlık", "dindar",
		"müslüman", "islam", "yahudi", "helal", "koşer", "bağımlı", "alkolik",
		"boşan", "akar"},
	[SG_LANGUAGE_UK] = {"алерг", "астм", "неперенос", "целіак", "діабет", "інсулін",
		"епілеп", "деменц", "депрес", "онко", "хвор", "ліки", "інвалід", "незряч",
		"глух", "вагітн", "здоров", "пацієнт", "реліг", "мусульм", "іслам",
		"єврей", "халял", "кошер", "залежн", "алкоголік", "алкоголізм", "розлуч",
		"вдов", "кліщ"},
	[SG_LANGUAGE_AR] = {"حساسية", "ربو", "سكري", "أنسولين", "صرع", "خرف", "اكتئاب",
		"سرطان", "مرض", "مريض", "دواء", "أدوية", "إعاقة", "معاق", "كفيف", "أعمى",
		"أصم", "حبلى", "صحة", "ديني", "مسلم", "إسلام", "يهود", "حلال", "كوشر",
		"مدمن", "إدمان", "طلاق", "مطلق", "أرمل", "عثة"},
};

/* The small letter for a capital one, of two bytes: Latin with marks, and Cyrillic. */
static unsigned lower_letter(unsigned letter)
{
	if ((letter >= 0xC0 && letter <= 0xDE) || (letter >= 0x410 && letter <= 0x42F)) {
		return letter + 0x20;
	}
	if (letter >= 0x404 && letter <= 0x407) {
		return letter + 0x50;
	}
	if (letter == 0x178) {
		return 0xFF;
	}
	if ((letter >= 0x139 && letter <= 0x148) ||
		(letter >= 0x179 && letter <= 0x17E)) {
		return letter + (letter % 2);
	}
	return letter >= 0x100 && letter <= 0x21F && letter % 2 == 0 ? letter + 1
	                                                             : letter;
}

static void lower(char *text)
{
	for (unsigned char *c = (unsigned char *)text; *c != '\0'; c++) {
		if (*c < 0x80) {
			*c = (unsigned char)tolower(*c);
		} else if (*c >= 0xC2 && *c <= 0xDF) {
			unsigned letter =
				lower_letter((unsigned)(*c & 0x1F) << 6 | (c[1] & 0x3F));

			*c++ = (unsigned char)(0xC0 | letter >> 6);
			*c = (unsigned char)(0x80 | (letter & 0x3F));
		}
	}
}

static const char *reason_in(const char *text, size_t language)
{
	char small[512];

	(void)snprintf(small, sizeof small, "%s", text);
	lower(small);
	for (size_t r = 0; r < REASONS_MAX && reasons[language][r] != NULL; r++) {
		if (strstr(small, reasons[language][r]) != NULL) {
			return reasons[language][r];
		}
	}
	return NULL;
}

static void check_reason(const struct sg_catalog *catalog, const char *where,
	const char *member, const struct sg_texts *texts)
{
	for (size_t i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *text = texts->in[i] != NULL ? texts->in[i] : "";

		if (reason_in(text, i) != NULL) {
			fail_msg("%s %s says why in %s: %s", where, member,
				catalog->languages[i], text);
		}
	}
}

static void no_text_says_why(void **state)
{
	struct sg_catalog catalog = with_hotel();

	(void)state;
	each(&catalog, check_reason);
}

static void a_reason_would_be_found_in_every_language(void **state)
{
	static const char *const planted[SG_LANGUAGE_COUNT] = {"Bedding: Asthma",
		"Zimmer: Behinderung", "Habitación: ALÉRGICO, Ácaros",
		"Chambre : Épilepsie", "Camera: Gravidanza", "Pokój: CIĄŻY",
		"Cameră: Însărcinată", "Oda: Özürlü misafir", "Кімната: ВАГІТНА",
		"الغرفة: حساسية"};

	(void)state;
	for (size_t i = 0; i < SG_LANGUAGE_COUNT; i++) {
		if (reason_in(planted[i], i) == NULL) {
			fail_msg("nothing found in %s", planted[i]);
		}
	}
}

/* ---- in its own letters ---------------------------------------------------------------- */

/* A text of another language that slipped into the file shows by its letters. */
static bool has_bytes(const char *text, unsigned char from, unsigned char to)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= from && (unsigned char)*text <= to) {
			return true;
		}
	}
	return false;
}

static void check_script(const struct sg_catalog *catalog, const char *where,
	const char *member, const struct sg_texts *texts)
{
	for (size_t i = 0; i < SG_LANGUAGE_COUNT; i++) {
		bool cyrillic = has_bytes(texts->in[i], 0xD0, 0xD3);
		bool arabic = has_bytes(texts->in[i], 0xD8, 0xDB);

		if (cyrillic != (i == SG_LANGUAGE_UK) ||
			arabic != (i == SG_LANGUAGE_AR)) {
			fail_msg("%s %s in %s: %s", where, member, catalog->languages[i],
				texts->in[i]);
		}
	}
}

static void each_language_is_written_in_its_own_letters(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	each(&catalog, check_script);
}

static void assert_without(const char *file, const char *const *wrong)
{
	struct sg_source_file texts = embedded(file);

	for (; *wrong != NULL; wrong++) {
		if (strstr(texts.bytes, *wrong) != NULL) {
			fail_msg("%s has %s", file, *wrong);
		}
	}
}

/* Letters that look alike and are wrong: Romanian has a comma below, Turkish a cedilla; the
 * Ukrainian alphabet lacks four letters of the Russian one. */
static void letters_of_a_neighbour_are_not_used(void **state)
{
	static const char *const not_ro[] = {"ş", "ţ", "Ş", "Ţ", "ã", "õ", NULL};
	static const char *const not_tr[] = {"ș", "ț", "Ș", "Ț", "ä", "ß", NULL};
	static const char *const not_uk[] = {"ы", "э", "ъ", "ё", "Ы", "Э", "Ё", NULL};

	(void)state;
	assert_without("catalog/texts/ro.json", not_ro);
	assert_without("catalog/texts/tr.json", not_tr);
	assert_without("catalog/texts/uk.json", not_uk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_is_missing_or_longer_than_sixty_characters),
		cmocka_unit_test(placeholders_are_alike_in_all_languages),
		cmocka_unit_test(no_text_says_why),
		cmocka_unit_test(a_reason_would_be_found_in_every_language),
		cmocka_unit_test(each_language_is_written_in_its_own_letters),
		cmocka_unit_test(letters_of_a_neighbour_are_not_used),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
