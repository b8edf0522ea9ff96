/* A chain's programmes, as they are put. */
#include "support/house.h"

/* Points for each night, from 2026 on; `decimals` and more members may follow. */
#define CLUB(name, more)                                                                 \
	"'programme':{'programme':1,'code':'club','name':'" name                         \
	"','currency':'EUR'" more                                                        \
	",'versions':[{'from':'2026-01-01','earn':[{'rule':'night','per':'night',"       \
	"'points':100}],'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}"
#define AIRLINE(levels)                                                                  \
	"'programme':{'programme':1,'code':'airline','name':'Meilen','external':true,"   \
	"'levels':[" levels "]}"

static json_t *put(struct scenario *s, const char *programme)
{
	return scenario_say(s, "programme.put", "%s", programme);
}

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static const char *error_path(json_t *reply)
{
	return scenario_text(reply, "error.path");
}

static void a_programme_counts_its_contents(void **state)
{
	struct scenario *s = *state;

	scenario_is(put(s, CLUB("Club", "")), "version", "1");
	scenario_is(put(s, CLUB("Club", "")), "version", "1");
	scenario_is(put(s, CLUB("Der Club", "")), "version", "2");
	scenario_with_id(s, "p-1");
	scenario_is(put(s, CLUB("Club", "")), "version", "3");
	scenario_with_id(s, "p-1");
	scenario_is(put(s, CLUB("Club", "")), "outcome", "repeated");
	scenario_with_id(s, "p-1");
	scenario_refused(s, PMS_E_REFUSED, "id_reused", "programme.put", "%s",
		CLUB("Der Club", ""));
	scenario_is(put(s, AIRLINE("'silver','gold'")), "version", "1");
	assert_int_equal(number(s, "SELECT COUNT(*) FROM programme"), 2);
}

static void a_programme_belongs_to_the_chain(void **state)
{
	struct scenario *s = *state;

	put(s, CLUB("Club", ""));
	house_build_as(s, "HAM2", "'zone':'Europe/Berlin','live':true,'chain':'HAM1'");
	scenario_property(s, "HAM2");
	scenario_is(put(s, CLUB("Club Zwei", "")), "version", "2");
	house_build_as(s, "ROM1", "'zone':'Europe/Rome','live':true");
	scenario_property(s, "ROM1");
	scenario_is(put(s, CLUB("Club Roma", "")), "version", "1");
}

static void only_who_manages_says_what_a_programme_is(void **state)
{
	struct scenario *s = *state;
	static const char *const others[] = {"'role':'front_desk'", "'role':'attendant'",
		"'role':'data_protection'", ""};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		scenario_actor(s, others[i]);
		scenario_is(scenario_refused(s, PMS_E_REFUSED, "role_missing",
				    "programme.put", "%s", CLUB("Club", "")),
			"error.path", "/actor/role");
	}
	assert_int_equal(number(s, "SELECT COUNT(*) FROM programme"), 0);
	scenario_actor(s, "'role':'system'");
	scenario_is(put(s, CLUB("Club", "")), "outcome", "applied");
}

static void a_faulty_programme_is_refused_with_its_place(void **state)
{
	struct scenario *s = *state;
	static const struct {
		const char *code, *path, *programme;
	} faults[] = {
		{"member_missing", "/data/programme", ""},
		{"member_unknown", "/data/programme/versoins",
			"'programme':{'programme':1,'code':'club','name':'C',"
			"'versoins':[]}"},
		{"member_missing", "/data/programme/levels",
			"'programme':{'programme':1,'code':'club','name':'C',"
			"'external':true}"},
		{"number_out_of_range", "/data/programme/decimals",
			CLUB("Club", ",'decimals':4")},
		{"text_invalid", "/data/programme/currency",
			"'programme':{'programme':1,'code':'club','name':'C',"
			"'currency':'eur','versions':[]}"},
		{"tier_unknown", "/data/programme/versions/0/earn/0/when/tiers/0",
			"'programme':{'programme':1,'code':'club','name':'C','currency':"
			"'EUR','versions':[{'from':'2026-01-01','earn':[{'rule':'n','per'"
			":'night','points':1,'when':{'tiers':['gold']}}],'tiers':{"
			"'window':'calendar','levels':[{'tier':'member'}]}}]}"},
	};

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		json_t *reply = scenario_refused(s, PMS_E_INVALID, faults[i].code,
			"programme.put", "%s", faults[i].programme);

		assert_string_equal(error_path(reply), faults[i].path);
	}
}

static void a_programme_stays_of_its_kind_and_currency(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	put(s, CLUB("Club", ""));
	put(s, AIRLINE("'silver','gold'"));
	reply = scenario_refused(s, PMS_E_REFUSED, "programme_fixed", "programme.put",
		"%s", CLUB("Club", ",'decimals':3"));
	assert_string_equal(error_path(reply), "/data/programme/decimals");
	reply = scenario_refused(s, PMS_E_REFUSED, "programme_fixed", "programme.put",
		"'programme':{'programme':1,'code':'club','name':'C','external':true,"
		"'levels':['gold']}");
	assert_string_equal(error_path(reply), "/data/programme/external");
	scenario_is(put(s, AIRLINE("'silver','gold','senator'")), "version", "2");
	scenario_is(put(s, CLUB("Club", "")), "version", "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_programme_counts_its_contents),
		STORY(a_programme_belongs_to_the_chain),
		STORY(only_who_manages_says_what_a_programme_is),
		STORY(a_faulty_programme_is_refused_with_its_place),
		STORY(a_programme_stays_of_its_kind_and_currency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
