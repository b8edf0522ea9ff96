/* Words in four languages, as tables. */
#include "cli/words.h"

#include <stddef.h>
#include <string.h>

enum { EN, DE, ES, RO, LANGUAGES };

struct named {
	const char *name;
	const char *text[LANGUAGES];
};

static const char *const languages[LANGUAGES] = {"en", "de", "es", "ro"};

static const char *const words[SG_WORDS][LANGUAGES] = {
	[SG_WORD_FLOOR] = {"Floor", "Etage", "Planta", "Etaj"},
	[SG_WORD_SECTION] = {"Section", "Wagen", "Carro", "Sector"},
	[SG_WORD_NO_FLOOR] = {"Room not yet assigned", "Noch ohne Zimmer",
		"Habitación por asignar", "Fără cameră încă"},
	[SG_WORD_NO_ROOM] = {"no room", "ohne Zimmer", "sin habitación", "fără cameră"},
	[SG_WORD_REVISION] = {"Rev.", "Rev.", "Rev.", "Rev."},
	[SG_WORD_PRINTED] = {"printed", "gedruckt", "impreso", "tipărit"},
	[SG_WORD_BOOKED] = {"booked", "gebucht", "reservada", "rezervată"},
	[SG_WORD_FREE_FROM] = {"free from", "frei ab", "libre desde", "liberă de la"},
	[SG_WORD_READY_BY] = {"ready by", "fertig bis", "lista a las", "gata până la"},
	[SG_WORD_ADULTS] = {"ad.", "Erw.", "ad.", "ad."},
	[SG_WORD_CHILD] = {"child", "Kind", "niño", "copil"},
	[SG_WORD_CHILDREN] = {"children", "Kinder", "niños", "copii"},
	[SG_WORD_BABY] = {"baby", "Baby", "bebé", "bebeluș"},
	[SG_WORD_BABIES] = {"babies", "Babys", "bebés", "bebeluși"},
	[SG_WORD_UNTIL] = {"until", "bis", "hasta", "până"},
	[SG_WORD_QUIET] = {"quiet", "Ruhezeit", "silencio", "liniște"},
	[SG_WORD_IN_HOUSE] = {"IN HOUSE", "IM HAUS", "EN CASA", "ÎN HOTEL"},
	[SG_WORD_NOT] = {"NOT", "NICHT", "NO", "FĂRĂ"},
	[SG_WORD_STORE] = {"from", "Lager", "de", "depozit"},
	[SG_WORD_CHECK] = {"checked", "Kontrolle", "control", "control"},
	[SG_WORD_NEW] = {"NEW, until", "NEU, bis", "NUEVO, hasta", "NOU, până la"},
	[SG_WORD_ON_ARRIVAL] = {"On arrival", "Bei der Anreise", "A la llegada",
		"La sosire"},
	[SG_WORD_EACH_SERVICE] = {"At each service", "Bei jedem Service",
		"En cada servicio", "La fiecare serviciu"},
	[SG_WORD_EVERY_NIGHTS] = {"When its night comes", "Wenn die Nacht dran ist",
		"Cuando toque la noche", "În noaptea potrivită"},
	[SG_WORD_TURN_DOWN] = {"Turn-down", "Abdecken", "Cobertura",
		"Pregătirea de seară"},
	[SG_WORD_DEPARTURE] = {"After departure", "Nach der Abreise", "Tras la salida",
		"După plecare"},
	[SG_WORD_NOTHING] = {"Nothing special: the standard set.",
		"Nichts Besonderes: wie Standard.", "Nada especial: lo habitual.",
		"Nimic special: ca standard."},
	[SG_WORD_LED] = {"Shares the room: see the list above.",
		"Teilt das Zimmer: siehe dessen Liste.",
		"Comparte la habitación: ver su lista.",
		"Împarte camera: vezi lista ei."},
	[SG_WORD_MOVED_FROM] = {"comes from", "kommt aus", "viene de", "vine din"},
	[SG_WORD_INSTEAD_OF] = {"instead of", "statt", "en vez de", "în loc de"},
	[SG_WORD_OPEN] = {"Open", "Offen", "Pendiente", "Rămas"},
	[SG_WORD_MINUTES] = {"min", "Min.", "min", "min"},
	[SG_WORD_TOTALS] = {"To take along", "Mitnehmen", "Para llevar", "De luat"},
	[SG_WORD_NOT_DONE] =
		{"Not done?  E = replaced by ____  F = missing  A = guest declines",
			"Nicht erledigt?  E = ersetzt durch ____  F = fehlt  A = Gast "
			"möchte nicht",
			"¿Sin hacer?  E = sustituido por ____  F = falta  A = el huésped "
			"no quiere",
			"Nerealizat?  E = înlocuit cu ____  F = lipsește  A = oaspetele "
			"nu dorește"},
	[SG_WORD_NEEDS] =
		{"! = must. A must is missing: tell the housekeeping office at once.",
			"! = Muss. Fehlt ein Muss: sofort ans HK-Büro.",
			"! = obligatorio. Si falta: avisar enseguida a la oficina de "
			"pisos.",
			"! = obligatoriu. Dacă lipsește: anunță imediat biroul de etaj."},
	[SG_WORD_VALID] = {"Valid until the next print. Shred after the shift.",
		"Gilt bis zum nächsten Ausdruck. Nach der Schicht in den "
		"Aktenvernichter.",
		"Válido hasta la próxima impresión. Tras el turno, a la destructora.",
		"Valabil până la următoarea tipărire. După tură, la tocător."},
	[SG_WORD_ROOMS] = {"rooms", "Zimmer", "habit.", "camere"},
};

static const char *const weekdays[7][LANGUAGES] = {{"Mon", "Mo", "lu", "lu"},
	{"Tue", "Di", "ma", "ma"}, {"Wed", "Mi", "mi", "mi"}, {"Thu", "Do", "ju", "jo"},
	{"Fri", "Fr", "vi", "vi"}, {"Sat", "Sa", "sá", "sâ"}, {"Sun", "So", "do", "du"}};

static const struct named kinds[] = {
	{"arrival", {"ARRIVAL", "ANREISE", "LLEGADA", "SOSIRE"}},
	{"arrival_after_departure", {"DEPARTURE → ARRIVAL", "ABREISE → ANREISE",
					    "SALIDA → LLEGADA", "PLECARE → SOSIRE"}},
	{"stayover", {"STAY-OVER", "BLEIBT", "SIGUE", "RĂMÂNE"}},
	{"move", {"ROOM MOVE", "UMZUG", "CAMBIO", "MUTARE"}},
	{"departure", {"DEPARTURE", "ABREISE", "SALIDA", "PLECARE"}},
	{"cancellation", {"CANCELLED", "STORNO", "ANULADA", "ANULAT"}},
};

static const struct named places[] = {
	{"door", {"Door", "Tür", "Puerta", "Ușă"}},
	{"room", {"Room", "Zimmer", "Cuarto", "Cameră"}},
	{"bed", {"Bed", "Bett", "Cama", "Pat"}},
	{"bath", {"Bath", "Bad", "Baño", "Baie"}},
	{"desk", {"Desk", "Tisch", "Mesa", "Birou"}},
	{"last_touch", {"Last", "Zuletzt", "Al final", "La final"}},
};

static const struct named beds[] = {
	{"single", {"single bed", "Einzelbett", "cama individual", "pat de o persoană"}},
	{"twin", {"twin beds", "zwei Betten", "dos camas", "două paturi"}},
	{"double", {"double bed", "Doppelbett", "cama doble", "pat dublu"}},
	{"king", {"king bed", "King-Bett", "cama king", "pat king"}},
};

static const struct named stores[] = {
	{"office", {"HK office", "HK-Büro", "oficina", "birou etaj"}},
	{"floor", {"floor store", "Etage", "planta", "etaj"}},
	{"linen", {"linen store", "Wäsche", "lencería", "lenjerie"}},
	{"kitchen", {"kitchen", "Küche", "cocina", "bucătărie"}},
	{"workshop", {"workshop", "Werkstatt", "taller", "atelier"}},
	{"desk", {"front desk", "Rezeption", "recepción", "recepție"}},
	{"spa", {"spa", "Spa", "spa", "spa"}},
};

static size_t language_index(const char *language)
{
	for (size_t i = 0; language != NULL && i < LANGUAGES; i++) {
		if (strncmp(languages[i], language, 2) == 0) {
			return i;
		}
	}
	return EN;
}

static const char *find(
	const struct named *table, size_t count, const char *language, const char *name)
{
	for (size_t i = 0; name != NULL && i < count; i++) {
		if (strcmp(table[i].name, name) == 0) {
			return table[i].text[language_index(language)];
		}
	}
	return name != NULL ? name : "";
}

const char *sg_word(const char *language, enum sg_word word)
{
	return words[word][language_index(language)];
}

const char *sg_word_weekday(const char *language, int32_t weekday)
{
	return weekdays[weekday][language_index(language)];
}

const char *sg_word_kind(const char *language, const char *kind)
{
	return find(kinds, sizeof kinds / sizeof kinds[0], language, kind);
}

const char *sg_word_place(const char *language, const char *place)
{
	return find(places, sizeof places / sizeof places[0], language, place);
}

const char *sg_word_bed(const char *language, const char *bed_setup)
{
	return find(beds, sizeof beds / sizeof beds[0], language, bed_setup);
}

const char *sg_word_store(const char *language, const char *store)
{
	return find(stores, sizeof stores / sizeof stores[0], language, store);
}
