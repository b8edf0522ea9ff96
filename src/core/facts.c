/* The words of strengths, scopes and party contexts. */
#include "core/facts.h"

#include "core/names.h"

static const char *const strengths[SG_STRENGTHS] = {"require", "like", "avoid", "never"};
static const char *const scopes[SG_SCOPES] = {"stay", "property", "chain"};
static const char *const parties[SG_PARTIES] = {
	"any", "alone", "couple", "family", "business", "group"};

SG_NAMES(enum sg_strength, strengths, sg_strength_name, sg_strength_find)
SG_NAMES(enum sg_scope, scopes, sg_scope_name, sg_scope_find)
SG_NAMES(enum sg_party, parties, sg_party_name, sg_party_find)
