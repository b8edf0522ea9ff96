/* Awards of a programme file: what they are read to, and how a bad one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/time.h"
#include "document/helpers.h"
#include "document/programme.h"

#define FILE_OF(awards)                                                                  \
	"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"currency\":\"EUR\","           \
	"\"versions\":[{\"from\":\"2026-01-01\",\"earn\":[],\"tiers\":{\"window\":"      \
	"\"calendar\",\"levels\":[{\"tier\":\"member\"},{\"tier\":\"gold\",\"reach\":"   \
	"{\"nights\":9}}]},\"awards\":[" awards "]}]}"

static enum sg_status decode(const char *text, struct sg_programme *ret_programme)
{
	const struct sg_source_file file = {"club.json", text, strlen(text)};

	return sg_programme_decode(&file, now->arena, &now->error, ret_programme);
}

static void an_award_is_read_whole(void **state)
{
	const struct sg_award *award;
	struct sg_programme programme;

	(void)state;
	taken_as_ok(decode(
		FILE_OF("{\"award\":\"late\",\"kind\":\"late_check_out\",\"prices\":[{"
			"\"points\":1000}]},"
			"{\"award\":\"night\",\"name\":\"Night\",\"kind\":\"free_night\","
			"\"per\":\"night\",\"prices\":[{\"points\":8,\"when\":{"
			"\"weekdays\":[\"sunday\"]}},{\"points\":5,\"rounding\":\"up\","
			"\"step\":10}],\"discounts\":[{\"tiers\":[\"gold\"],\"percent\":"
			"20}],\"nights_max\":3,\"year_max\":2,\"cancel\":{\"penalty\":"
			"\"points\",\"value\":70,\"of\":\"nights\",\"free_days\":2}}"),
		&programme));
	assert_int_equal(programme.versions[0].award_count, 2);
	assert_null(sg_award_find(programme.versions, "other"));
	award = sg_award_find(programme.versions, "late");
	assert_int_equal(award->kind, SG_AWARD_LATE_CHECK_OUT);
	assert_int_equal(award->per, SG_AWARD_PER_USE);
	assert_int_equal(award->prices[0].units, 1);
	assert_int_equal(award->prices[0].step, 1);
	assert_int_equal(award->prices[0].terms.until_day, SG_NO_DAY);
	assert_false(award->cancel.costs);
	award = sg_award_find(programme.versions, "night");
	assert_string_equal(award->name, "Night");
	assert_int_equal(award->per, SG_AWARD_PER_NIGHT);
	assert_int_equal(award->prices[0].terms.weekdays, 0x40);
	assert_int_equal(award->prices[1].rounding, SG_ROUND_UP);
	assert_int_equal(award->prices[1].step, 10);
	assert_int_equal(award->discounts[0].tiers, 2);
	assert_int_equal(award->discounts[0].percent, 20);
	assert_int_equal(award->nights_max, 3);
	assert_int_equal(award->year_max, 2);
	assert_true(award->cancel.costs);
	assert_true(award->cancel.nights);
	assert_int_equal(award->cancel.points, 70);
	assert_int_equal(award->cancel.percent, 0);
	assert_int_equal(award->cancel.free_days, 2);
}

#define LATE                                                                             \
	"{\"award\":\"late\",\"kind\":\"late_check_out\",\"prices\":[{\"points\":1}]}"

static void a_bad_award_is_refused_where_it_is_bad(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} bad[] = {
		{FILE_OF(LATE "," LATE), "element_repeated",
			"/versions/0/awards/1/award"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"money\",\"prices\":[{\"points\":1}]"
			 "}"),
			"member_unfit", "/versions/0/awards/0/per"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1,\"units\":2}]}"),
			"member_unfit", "/versions/0/awards/0/prices/0/units"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1},{\"points\":2}]}"),
			"rule_useless", "/versions/0/awards/0/prices/1"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1,\"when\":{\"tiers\":[\"ruby\"]}}]}"),
			"tier_unknown", "/versions/0/awards/0/prices/0/when/tiers/0"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"discounts\":[{\"percent\":5},{\"tiers\":[\"gold\"],"
			 "\"percent\":10}]}"),
			"rule_useless", "/versions/0/awards/0/discounts/1"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"nights_max\":2}"),
			"member_unfit", "/versions/0/awards/0/nights_max"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"points_min\":2,\"points_max\":1}"),
			"order_wrong", "/versions/0/awards/0/points_max"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"cancel\":{\"penalty\":\"percent\",\"value\":101}}"),
			"number_out_of_range", "/versions/0/awards/0/cancel/value"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"cancel\":{\"penalty\":\"percent\",\"value\":10,\"of\":"
			 "\"nights\"}}"),
			"member_unfit", "/versions/0/awards/0/cancel/of"},
		{FILE_OF("{\"award\":\"a\",\"kind\":\"upgrade\",\"prices\":[{\"points\":"
			 "1}],\"cancel\":{}}"),
			"member_missing", "/versions/0/awards/0/cancel/penalty"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sg_programme programme = {.code = "untouched"};

		assert_int_equal(decode(bad[i].text, &programme), SG_INVALID);
		assert_string_equal(now->error.code, bad[i].code);
		assert_string_equal(now->error.path, bad[i].path);
		assert_string_equal(programme.code, "untouched");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_award_is_read_whole),
		test(a_bad_award_is_refused_where_it_is_bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
