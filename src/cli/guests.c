/* Drawing guests, and inventing what is known of them. */
#include "cli/guests.h"

#include <stdlib.h>
#include <string.h>

#include "cli/random.h"

enum {
	STREAM_DRAW = 1 << 20,
	STREAM_GUEST = 1 << 28,
	FACTS_PERCENT = 40,
	VIP_PERCENT = 2
};

static const char *const given_names[] = {"Ana", "João", "Maria", "Pedro", "Inês",
	"Tiago", "Emma", "James", "Olivia", "Harry", "Zoë", "Paul", "Lena", "Jürgen",
	"Sofía", "Álvaro", "Chloé", "Hugo", "Giulia", "Marco", "Ioana", "Andrei",
	"Anneke", "Sven", "Aoife", "Niamh", "Łucja", "Wojciech", "Yuki", "Li", "Fatima",
	"Omar"};

static const char *const family_names[] = {"Silva", "Santos", "Ferreira", "Pereira",
	"Oliveira", "Smith", "Jones", "O'Brien", "Müller", "Schmidt", "Weiß", "García",
	"Martínez", "Núñez", "Dubois", "Lefèvre", "Rossi", "Russo", "Popescu", "Ionescu",
	"de Vries", "van den Berg", "Nowak", "Kowalska", "Björk", "Sørensen", "Tanaka",
	"Wang", "Al-Farsi", "Haddad", "Novák", "Kovács"};

static const struct {
	const char *country;
	const char *language;
} languages[] = {{"PRT", "pt"}, {"BRA", "pt"}, {"GBR", "en"}, {"IRL", "en"},
	{"USA", "en"}, {"DEU", "de"}, {"AUT", "de"}, {"CHE", "de"}, {"ESP", "es"},
	{"FRA", "fr"}, {"BEL", "fr"}, {"ITA", "it"}, {"NLD", "nl"}, {"ROU", "ro"},
	{"POL", "pl"}, {"SWE", "sv"}};

/* What guests of a hotel say, of topics and values of the built-in catalogue; the more
 * frequent, the more often it stands here. */
static const struct sg_guest_fact facts[] = {
	{"amenity.water", "\"still\"", "like"},
	{"amenity.water", "\"sparkling\"", "like"},
	{"bed.pillow", "\"extra\"", "like"},
	{"bed.pillow", "\"firm\"", "like"},
	{"bed.pillow", "\"soft\"", "like"},
	{"bed.filling", "\"feather_free\"", "require"},
	{"bed.filling", "\"feather_free\"", "like"},
	{"bed.duvet", "\"separate\"", "like"},
	{"bed.duvet", "\"light\"", "like"},
	{"bed.topper", "\"firm\"", "like"},
	{"bed.setup", "\"twin\"", "require"},
	{"bed.setup", "\"double\"", "like"},
	{"bath.towels", "\"extra\"", "like"},
	{"bath.soap", "\"fragrance_free\"", "like"},
	{"bath.mat", "\"non_slip\"", "require"},
	{"bath.robe", "\"l\"", "like"},
	{"device.kettle", "true", "like"},
	{"device.iron", "true", "like"},
	{"device.fan", "\"fan\"", "like"},
	{"device.workplace", "\"adapter\"", "like"},
	{"drink.coffee", "\"decaf\"", "like"},
	{"drink.coffee", "\"espresso\"", "like"},
	{"drink.tea", "\"herbal\"", "like"},
	{"minibar.stock", "\"empty\"", "like"},
	{"minibar.stock", "\"alcohol_free\"", "require"},
	{"room.temperature", "19", "like"},
	{"room.temperature", "22", "like"},
	{"room.curtains", "\"blackout\"", "like"},
	{"room.location", "\"quiet\"", "like"},
	{"room.location", "\"high_floor\"", "like"},
	{"room.scent", "\"lavender\"", "never"},
	{"amenity.flowers", "\"bouquet\"", "never"},
	{"amenity.fruit", "\"seasonal\"", "like"},
	{"amenity.sweets", "\"chocolate\"", "avoid"},
	{"news.paper", "\"national\"", "like"},
	{"service.time", "\"after_14\"", "like"},
	{"turndown.service", "true", "like"},
	{"clean.agents", "\"fragrance_free\"", "require"},
	{"luggage.bench", "\"hangers\"", "like"},
	{"linen.rhythm", "\"on_request\"", "like"},
};

enum { FACTS = sizeof facts / sizeof facts[0] };

static bool stands(const struct sg_invented_guest *guest, const char *topic)
{
	for (size_t i = 0; i < guest->fact_count; i++) {
		if (strcmp(guest->facts[i].topic, topic) == 0) {
			return true;
		}
	}
	return false;
}

void sg_guest_invent(uint64_t seed, uint32_t number, const char country[3],
	struct sg_invented_guest *ret_guest)
{
	struct sg_random random = sg_random_begin(seed, STREAM_GUEST + (uint64_t)number);
	struct sg_invented_guest guest = {.number = number, .language = "en"};
	size_t wanted = 0;

	guest.given = given_names[sg_random_below(&random, 32)];
	guest.family = family_names[sg_random_below(&random, 32)];
	guest.vip = sg_random_below(&random, 100) < VIP_PERCENT ? "VIP1" : NULL;
	if (sg_random_below(&random, 100) < FACTS_PERCENT) {
		wanted = 1 + sg_random_below(&random, SG_GUEST_FACTS_MAX);
	}
	while (guest.fact_count < wanted) {
		const struct sg_guest_fact *fact =
			&facts[sg_random_below(&random, FACTS)];

		if (!stands(&guest, fact->topic)) {
			guest.facts[guest.fact_count++] = *fact;
		}
	}
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		if (memcmp(languages[i].country, country, 3) == 0) {
			guest.language = languages[i].language;
		}
	}
	*ret_guest = guest;
}

static void assign(struct sg_booking *booking, uint32_t *seen, size_t *seen_count,
	uint32_t *guest_count, struct sg_random *random)
{
	booking->first = !booking->repeated || *seen_count == 0;
	if (booking->first) {
		booking->guest = (*guest_count)++;
		seen[(*seen_count)++] = booking->guest;
	} else {
		booking->guest = seen[sg_random_below(random, (uint32_t)*seen_count)];
	}
}

enum sg_status sg_guests_assign(struct sg_bookings *bookings,
	const struct sg_timeline *timeline, uint64_t seed, struct sg_error *error,
	uint32_t *ret_count)
{
	struct sg_random random = sg_random_begin(seed, STREAM_DRAW);
	uint32_t *seen[SG_HOTELS] = {0};
	size_t seen_count[SG_HOTELS] = {0};
	enum sg_status status = SG_OK;

	*ret_count = 0;
	for (size_t i = 0; i < SG_HOTELS; i++) {
		seen[i] = malloc((bookings->count + 1) * sizeof *seen[i]);
		status = seen[i] == NULL ? SG_MEMORY : status;
	}
	for (size_t i = 0; status == SG_OK && i < timeline->count; i++) {
		const struct sg_event *event = &timeline->events[i];

		if (event->kind == SG_EVENT_BOOKED) {
			struct sg_booking *booking = &bookings->rows[event->booking];

			assign(booking, seen[booking->hotel], &seen_count[booking->hotel],
				ret_count, &random);
		}
	}
	for (size_t i = 0; i < SG_HOTELS; i++) {
		free(seen[i]);
	}
	return status == SG_OK
	               ? SG_OK
	               : sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
}
