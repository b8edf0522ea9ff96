/* What this plugin is and takes, as JSON that is made once. */
#include "service/service.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "document/envelope.h"

enum { DESCRIPTION_MAX = 4096 };

static char description[DESCRIPTION_MAX];
static pthread_once_t described = PTHREAD_ONCE_INIT;

static void add(const char *format, const char *name, int rev)
{
	size_t len = strlen(description);

	(void)snprintf(description + len, sizeof description - len, format, name, rev);
}

static void describe(void)
{
	static const char *const sent[] = {"checklist.planned", "checklist.issued",
		"checklist.revised", "checklist.cancelled", "room.alert"};

	(void)snprintf(description, sizeof description,
		"{\"name\":\"stammgast\",\"version\":\"%s\",\"abi\":\"1.0\",\"takes\":[",
		SG_VERSION);
	for (int i = 0; i < SG_DOCUMENT_TYPES; i++) {
		add(i == 0 ? "\"%s/%d\"" : ",\"%s/%d\"", sg_document_kinds[i].name,
			sg_document_kinds[i].rev);
	}
	add("],\"answers\":[\"%s/%d\"],\"sends\":[", "reply", 1);
	for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
		add(i == 0 ? "\"%s\"" : ",\"%s\"", sent[i], 0);
	}
	add("],\"config\":\"%s\"}", "config.json", 0);
}

const char *sg_service_describe(void)
{
	(void)pthread_once(&described, describe);
	return description;
}
