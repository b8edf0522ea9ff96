/* Sentences, a table for each language. */
#include "document/sentences.h"

/* clang-format off */

static const struct sg_sentences sentences[SG_LANGUAGE_COUNT] = {
	[SG_LANGUAGE_EN] = {
		.colon = ": ",
		.as_always = {"as always {a}?", "as always {a}, or {b}?"},
		.still = {"still {a}?", "still {a}, or {b} as of late?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "A need cannot be met",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"This room is not safe for the guest",
			[SG_WARN_ROOM_NOT_READY] = "The room is not ready",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "The room is out of order",
			[SG_WARN_NEEDS_OPPOSE] =
				"Two needs in this room exclude each other",
			[SG_WARN_ROOM_UNKNOWN] = "The house has no such room",
		},
	},
	[SG_LANGUAGE_DE] = {
		.colon = ": ",
		.as_always = {"wie immer {a}?", "wie immer {a} – oder {b}?"},
		.still = {"weiterhin {a}?", "weiterhin {a} – oder {b} wie zuletzt?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "Ein Muss ist nicht erfüllbar",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Dieses Zimmer ist für den Gast nicht geeignet",
			[SG_WARN_ROOM_NOT_READY] = "Das Zimmer ist nicht fertig",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "Das Zimmer ist gesperrt",
			[SG_WARN_NEEDS_OPPOSE] =
				"Zwei Bedürfnisse in diesem Zimmer schließen sich aus",
			[SG_WARN_ROOM_UNKNOWN] = "Dieses Zimmer gibt es im Haus nicht",
		},
	},
	[SG_LANGUAGE_ES] = {
		.colon = ": ",
		.as_always = {"¿como siempre {a}?", "¿como siempre {a}, o mejor {b}?"},
		.still = {"¿sigue siendo {a}?",
			"¿sigue siendo {a}, o mejor {b}, como últimamente?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "Una necesidad no se puede cumplir",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Esta habitación no es apta para el huésped",
			[SG_WARN_ROOM_NOT_READY] = "La habitación no está lista",
			[SG_WARN_ROOM_OUT_OF_ORDER] =
				"La habitación está fuera de servicio",
			[SG_WARN_NEEDS_OPPOSE] =
				"Dos necesidades de esta habitación se excluyen",
			[SG_WARN_ROOM_UNKNOWN] = "El hotel no tiene esta habitación",
		},
	},
	[SG_LANGUAGE_FR] = {
		.colon = "\u00a0: ",
		.as_always = {"comme toujours {a}\u00a0?",
			"comme toujours {a}, ou plutôt {b}\u00a0?"},
		.still = {"toujours {a}\u00a0?",
			"toujours {a}, ou plutôt {b}, comme dernièrement\u00a0?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] =
				"Un besoin impératif ne peut pas être satisfait",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Cette chambre ne convient pas au client",
			[SG_WARN_ROOM_NOT_READY] = "La chambre n’est pas prête",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "La chambre est hors service",
			[SG_WARN_NEEDS_OPPOSE] =
				"Deux besoins dans cette chambre s’excluent",
			[SG_WARN_ROOM_UNKNOWN] = "L’hôtel n’a pas cette chambre",
		},
	},
	[SG_LANGUAGE_IT] = {
		.colon = ": ",
		.as_always = {"come sempre {a}?", "come sempre {a}, oppure {b}?"},
		.still = {"ancora {a}?", "ancora {a}, oppure {b} come ultimamente?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] =
				"Un’esigenza non può essere soddisfatta",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Questa camera non è adatta all’ospite",
			[SG_WARN_ROOM_NOT_READY] = "La camera non è pronta",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "La camera è fuori servizio",
			[SG_WARN_NEEDS_OPPOSE] =
				"Due esigenze in questa camera si escludono",
			[SG_WARN_ROOM_UNKNOWN] = "L’hotel non ha questa camera",
		},
	},
	[SG_LANGUAGE_PL] = {
		.colon = ": ",
		.as_always = {"jak zawsze {a}?", "jak zawsze {a}, czy raczej {b}?"},
		.still = {"nadal {a}?", "nadal {a}, czy raczej {b} jak ostatnio?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] =
				"Nie da się spełnić koniecznej potrzeby",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Ten pokój nie jest odpowiedni dla gościa",
			[SG_WARN_ROOM_NOT_READY] = "Pokój nie jest gotowy",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "Pokój jest wyłączony z użytku",
			[SG_WARN_NEEDS_OPPOSE] =
				"Dwie potrzeby w tym pokoju wykluczają się",
			[SG_WARN_ROOM_UNKNOWN] = "W hotelu nie ma takiego pokoju",
		},
	},
	[SG_LANGUAGE_RO] = {
		.colon = ": ",
		.as_always = {"ca de obicei {a}?", "ca de obicei {a} sau {b}?"},
		.still = {"tot {a}?", "tot {a} sau {b}, ca în ultima vreme?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "O cerință nu poate fi îndeplinită",
			[SG_WARN_HAZARD_UNREMEDIED] =
				"Camera nu este potrivită pentru oaspete",
			[SG_WARN_ROOM_NOT_READY] = "Camera nu este gata",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "Camera este scoasă din uz",
			[SG_WARN_NEEDS_OPPOSE] =
				"Două cerințe din această cameră se exclud",
			[SG_WARN_ROOM_UNKNOWN] = "Hotelul nu are această cameră",
		},
	},
	/* The verb carries the particle, which would have to rhyme with the choice. */
	[SG_LANGUAGE_TR] = {
		.colon = ": ",
		.as_always = {"her zamanki gibi {a} ister misiniz?",
			"her zamanki gibi {a} ister misiniz, yoksa {b} tercih eder "
			"misiniz?"},
		.still = {"yine {a} ister misiniz?",
			"yine {a} ister misiniz, yoksa son zamanlardaki gibi {b} tercih "
			"eder misiniz?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "Zorunlu bir ihtiyaç karşılanamıyor",
			[SG_WARN_HAZARD_UNREMEDIED] = "Bu oda misafir için uygun değil",
			[SG_WARN_ROOM_NOT_READY] = "Oda hazır değil",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "Oda hizmet dışı",
			[SG_WARN_NEEDS_OPPOSE] =
				"Bu odadaki iki ihtiyaç birbiriyle bağdaşmıyor",
			[SG_WARN_ROOM_UNKNOWN] = "Otelde böyle bir oda yok",
		},
	},
	[SG_LANGUAGE_UK] = {
		.colon = ": ",
		.as_always = {"як завжди {a}?", "як завжди {a} – чи {b}?"},
		.still = {"і далі {a}?", "і далі {a} – чи {b}, як останнім часом?"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] =
				"Обов’язкову потребу не можна виконати",
			[SG_WARN_HAZARD_UNREMEDIED] = "Цей номер не підходить гостю",
			[SG_WARN_ROOM_NOT_READY] = "Номер не готовий",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "Номер виведено з експлуатації",
			[SG_WARN_NEEDS_OPPOSE] = "Дві потреби в цьому номері несумісні",
			[SG_WARN_ROOM_UNKNOWN] = "У готелі немає такого номера",
		},
	},
	[SG_LANGUAGE_AR] = {
		.colon = ": ",
		.as_always = {"كالعادة {a}؟", "كالعادة {a}، أم {b}؟"},
		.still = {"كالسابق {a}؟", "كالسابق {a}، أم {b} كما في الفترة الأخيرة؟"},
		.warnings = {
			[SG_WARN_NEED_UNAVAILABLE] = "لا يمكن تلبية حاجة ضرورية",
			[SG_WARN_HAZARD_UNREMEDIED] = "هذه الغرفة غير مناسبة للنزيل",
			[SG_WARN_ROOM_NOT_READY] = "الغرفة غير جاهزة",
			[SG_WARN_ROOM_OUT_OF_ORDER] = "الغرفة خارج الخدمة",
			[SG_WARN_NEEDS_OPPOSE] = "حاجتان في هذه الغرفة متعارضتان",
			[SG_WARN_ROOM_UNKNOWN] = "لا توجد غرفة كهذه في الفندق",
		},
	},
};

/* clang-format on */

const struct sg_sentences *sg_sentences_in(enum sg_language language)
{
	return &sentences[language];
}
