/* What the desk says to a guest of whom something is kept for one stay alone. */
#include <string.h>

#include "document/reply.h"
#include "document/texts.h"

enum { LANGUAGES = 10 };

struct sentence {
	const char *language;
	const char *in[SG_SAYS];
};

static const struct sentence sentences[LANGUAGES] = {
	{"en", {[SG_SAY_NOTED] = "We have noted this for this stay. May we remember it "
				 "for the next?",
		       [SG_SAY_AGREED] = "We have noted this for this stay. Is that all "
					 "right, and may we remember it for the next?",
		       [SG_SAY_LATER] = "May we remember this for your next stay?"}},
	{"de", {[SG_SAY_NOTED] = "Das haben wir für diesen Aufenthalt notiert. Dürfen "
				 "wir es uns für den nächsten merken?",
		       [SG_SAY_AGREED] =
			       "Das haben wir für diesen Aufenthalt notiert. Ist Ihnen "
			       "das recht, und dürfen wir es uns für den nächsten "
			       "merken?",
		       [SG_SAY_LATER] = "Dürfen wir uns das für Ihren nächsten "
					"Aufenthalt merken?"}},
	{"es", {[SG_SAY_NOTED] = "Lo hemos anotado para esta estancia. ¿Podemos "
				 "recordarlo para la próxima?",
		       [SG_SAY_AGREED] = "Lo hemos anotado para esta estancia. ¿Le "
					 "parece bien, y podemos recordarlo para la "
					 "próxima?",
		       [SG_SAY_LATER] = "¿Podemos recordarlo para su próxima "
					"estancia?"}},
	{"fr", {[SG_SAY_NOTED] = "Nous l’avons noté pour ce séjour. Pouvons-nous nous "
				 "en souvenir pour le prochain ?",
		       [SG_SAY_AGREED] = "Nous l’avons noté pour ce séjour. Êtes-vous "
					 "d’accord, et pouvons-nous nous en souvenir "
					 "pour le prochain ?",
		       [SG_SAY_LATER] = "Pouvons-nous nous en souvenir pour votre "
					"prochain séjour ?"}},
	{"it", {[SG_SAY_NOTED] = "Lo abbiamo annotato per questo soggiorno. Possiamo "
				 "ricordarlo per il prossimo?",
		       [SG_SAY_AGREED] = "Lo abbiamo annotato per questo soggiorno. È "
					 "d’accordo, e possiamo ricordarlo per il "
					 "prossimo?",
		       [SG_SAY_LATER] = "Possiamo ricordarlo per il suo prossimo "
					"soggiorno?"}},
	{"pl", {[SG_SAY_NOTED] = "Zanotowaliśmy to na ten pobyt. Czy możemy zapamiętać "
				 "to na następny?",
		       [SG_SAY_AGREED] = "Zanotowaliśmy to na ten pobyt. Czy to w "
					 "porządku i czy możemy zapamiętać to na "
					 "następny?",
		       [SG_SAY_LATER] = "Czy możemy zapamiętać to na następny pobyt?"}},
	{"ro", {[SG_SAY_NOTED] = "Am notat acest lucru pentru acest sejur. Îl putem "
				 "reține și pentru următorul?",
		       [SG_SAY_AGREED] = "Am notat acest lucru pentru acest sejur. "
					 "Sunteți de acord și îl putem reține și pentru "
					 "următorul?",
		       [SG_SAY_LATER] = "Putem reține acest lucru pentru următorul "
					"dumneavoastră sejur?"}},
	{"tr", {[SG_SAY_NOTED] = "Bunu bu konaklamanız için not ettik. Bir sonraki için "
				 "de hatırlayabilir miyiz?",
		       [SG_SAY_AGREED] = "Bunu bu konaklamanız için not ettik. Sizin "
					 "için uygun mu, bir sonraki için de "
					 "hatırlayabilir miyiz?",
		       [SG_SAY_LATER] = "Bunu bir sonraki konaklamanız için "
					"hatırlayabilir miyiz?"}},
	{"uk", {[SG_SAY_NOTED] = "Ми записали це на це перебування. Чи можна "
				 "запам’ятати це на наступне?",
		       [SG_SAY_AGREED] = "Ми записали це на це перебування. Ви не "
					 "проти, і чи можна запам’ятати це на наступне?",
		       [SG_SAY_LATER] = "Чи можна запам’ятати це на ваше наступне "
					"перебування?"}},
	{"ar", {[SG_SAY_NOTED] = "لقد دوّنّا ذلك لهذه الإقامة. هل يمكننا أن نتذكّره للإقامة "
				 "القادمة؟",
		       [SG_SAY_AGREED] =
			       "لقد دوّنّا ذلك لهذه الإقامة. هل توافقون على ذلك، وهل "
			       "يمكننا أن نتذكّره للإقامة القادمة؟",
		       [SG_SAY_LATER] = "هل يمكننا أن نتذكّر ذلك لإقامتكم القادمة؟"}},
};

/* The first stands in for a language that has none. */
static size_t find_language(const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < LANGUAGES; i++) {
		if (strlen(sentences[i].language) == len &&
			memcmp(sentences[i].language, language, len) == 0) {
			return i;
		}
	}
	return 0;
}

void sg_text_write_say(struct sg_buffer *buffer, enum sg_say say,
	const char *const *languages, size_t count)
{
	uint32_t written = 0;

	sg_reply_object(buffer, "say");
	for (size_t i = 0; i < count; i++) {
		size_t language = find_language(languages[i]);

		if ((written >> language & 1) == 0) {
			written |= 1u << language;
			sg_reply_text(buffer, sentences[language].language,
				sentences[language].in[say]);
		}
	}
	sg_reply_object_end(buffer);
}
