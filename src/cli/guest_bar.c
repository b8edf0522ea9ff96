/* Cells of a usual. */
#include "cli/guest_bar.h"

static void put_cells(struct sg_buffer *buffer, const char *cell, int64_t count)
{
	for (int64_t i = 0; i < count; i++) {
		sg_buffer_text(buffer, cell);
	}
}

/* How many of `width` cells are for `part` of `whole`, rounded: at least one where there is any of
 * it, at most all but one where there is something else. */
static int64_t share(int64_t part, int64_t whole, int64_t width)
{
	int64_t cells = (int64_t)((double)part / (double)whole * (double)width + 0.5);

	cells = part > 0 && cells == 0 && width > 0 ? 1 : cells;
	return part < whole && cells >= width && width > 1 ? width - 1 : cells;
}

static void put_span(struct sg_buffer *buffer, const struct sg_guest_span *span,
	int64_t width, const char *cell, const char *other)
{
	int64_t cells =
		span->of <= width ? span->times : share(span->times, span->of, width);
	int64_t all = span->of <= width ? span->of : width;

	put_cells(buffer, cell, cells);
	put_cells(buffer, other, all - cells);
}

/* A count that makes sense: no more than can be added, no more times than there were. */
static struct sg_guest_span tame(const struct sg_guest_span *span)
{
	const int64_t most = INT64_MAX / 4;
	struct sg_guest_span tamed = {span->times, span->of};

	tamed.of = tamed.of < 0 ? 0 : tamed.of > most ? most : tamed.of;
	tamed.times = tamed.times < 0 ? 0 : tamed.times;
	tamed.times = tamed.times > tamed.of ? tamed.of : tamed.times;
	return tamed;
}

void sg_guest_bar(struct sg_buffer *buffer, const struct sg_guest_span *before,
	const struct sg_guest_span *now, int width, bool unicode)
{
	const struct sg_guest_span first = tame(before);
	const struct sg_guest_span last = tame(now);
	const char *other = unicode ? "·" : ".";
	int64_t whole = first.of + last.of;
	int64_t cells;

	if (width <= 0 || whole == 0) {
		return;
	}
	cells = whole <= width ? last.of : share(last.of, whole, width);
	put_span(buffer, &first, whole <= width ? first.of : width - cells,
		unicode ? "░" : "-", other);
	put_span(buffer, &last, cells, unicode ? "█" : "#", other);
}
