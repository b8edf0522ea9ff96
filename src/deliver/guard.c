/*
 * The closed networks as one table in 128 bits (IPv4 in its mapped form), and the question
 * whether an address lies in one of them.
 */
#include "deliver/guard.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

enum {
	ADDRESS_SIZE = 16,
	ADDRESS_BITS = 128,
	V4_OFFSET = 12,
	V4_BITS = 96,
	NETWORK_TEXT_SIZE = INET6_ADDRSTRLEN + 4,
};

/* A mapped IPv4 network. */
#define V4(a, b, c, d, bits)                                                             \
	{                                                                                \
		{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d}, V4_BITS + (bits) \
	}

/* An IPv6 network by its leading bytes. */
#define V6(bits, ...)                                                                    \
	{                                                                                \
		{__VA_ARGS__}, (bits)                                                    \
	}

/* The IANA registries of special addresses, as far as none of them is a place on the public
 * internet. ::/96 holds ::, ::1 and the abandoned IPv4-compatible addresses, ::ffff:0:0:0/96
 * the equally abandoned translated ones. */
static const struct sg_network closed[] = {
	V4(0, 0, 0, 0, 8),
	V4(10, 0, 0, 0, 8),
	V4(100, 64, 0, 0, 10),
	V4(127, 0, 0, 0, 8),
	V4(169, 254, 0, 0, 16),
	V4(172, 16, 0, 0, 12),
	V4(192, 0, 0, 0, 24),
	V4(192, 0, 2, 0, 24),
	V4(192, 88, 99, 0, 24),
	V4(192, 168, 0, 0, 16),
	V4(198, 18, 0, 0, 15),
	V4(198, 51, 100, 0, 24),
	V4(203, 0, 113, 0, 24),
	V4(224, 0, 0, 0, 4),
	V4(240, 0, 0, 0, 4),
	V6(96, 0),
	V6(96, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF),
	V6(96, 0x00, 0x64, 0xFF, 0x9B),
	V6(48, 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01),
	V6(64, 0x01, 0x00),
	V6(32, 0x20, 0x01, 0x00, 0x00),
	V6(32, 0x20, 0x01, 0x0D, 0xB8),
	V6(16, 0x20, 0x02),
	V6(20, 0x3F, 0xFF),
	V6(16, 0x5F, 0x00),
	V6(7, 0xFC),
	V6(10, 0xFE, 0x80),
	V6(10, 0xFE, 0xC0),
	V6(8, 0xFF),
};

/* Where an IPv6 address carries an IPv4 one that a gateway calls in its place. */
static const struct carrier {
	struct sg_network network;
	size_t offset;
} carriers[] = {
	{V6(96, 0x00, 0x64, 0xFF, 0x9B), 12},
	{V6(16, 0x20, 0x02), 2},
};

static const unsigned char mapped_prefix[V4_OFFSET] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

/* An IPv6 network that happens to span the mapped form, as ::/0 does, says nothing of IPv4. */
static bool contains(const struct sg_network *network, const unsigned char *address)
{
	size_t whole = network->prefix / 8;
	uint32_t rest = network->prefix % 8;

	if (network->prefix < V4_BITS && memcmp(address, mapped_prefix, V4_OFFSET) == 0) {
		return false;
	}
	if (memcmp(network->address, address, whole) != 0) {
		return false;
	}
	return rest == 0 || (network->address[whole] ^ address[whole]) >> (8 - rest) == 0;
}

static bool any_contains(
	const struct sg_network *networks, size_t count, const unsigned char *address)
{
	for (size_t i = 0; i < count; i++) {
		if (contains(&networks[i], address)) {
			return true;
		}
	}
	return false;
}

static bool is_open(const struct sg_guard *guard, const unsigned char *address)
{
	return (guard != NULL &&
		       any_contains(guard->allowed, guard->allowed_count, address)) ||
	       !any_contains(closed, sizeof closed / sizeof closed[0], address);
}

/* The IPv4 address inside, in its mapped form; false where there is none. */
static bool unpack(const unsigned char *address, unsigned char ret_inner[ADDRESS_SIZE])
{
	for (size_t i = 0; i < sizeof carriers / sizeof carriers[0]; i++) {
		if (contains(&carriers[i].network, address)) {
			memcpy(ret_inner, mapped_prefix, V4_OFFSET);
			memcpy(ret_inner + V4_OFFSET, address + carriers[i].offset, 4);
			return true;
		}
	}
	return false;
}

bool sg_guard_allows(const struct sg_guard *guard, const struct sockaddr *address)
{
	unsigned char bytes[ADDRESS_SIZE];
	unsigned char inner[ADDRESS_SIZE];

	if (address->sa_family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, address, sizeof v4);
		memcpy(bytes, mapped_prefix, V4_OFFSET);
		memcpy(bytes + V4_OFFSET, &v4.sin_addr, 4);
	} else if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;

		memcpy(&v6, address, sizeof v6);
		memcpy(bytes, &v6.sin6_addr, ADDRESS_SIZE);
	} else {
		return false;
	}
	return is_open(guard, bytes) && (!unpack(bytes, inner) || is_open(guard, inner));
}

static enum sg_status failed(const char *path, struct sg_error *error, const char *reason)
{
	return sg_fail(error, SG_INVALID, "network_invalid", path, "%s", reason);
}

/* One to three digits up to `max`; false for anything else, an empty text too. */
static bool parse_prefix(const char *text, uint32_t max, uint32_t *ret_prefix)
{
	uint32_t value = 0;
	size_t len = strspn(text, "0123456789");

	if (len == 0 || len > 3 || text[len] != '\0' || (len > 1 && *text == '0')) {
		return false;
	}
	for (; *text != '\0'; text++) {
		value = value * 10 + (uint32_t)(*text - '0');
	}
	if (value > max) {
		return false;
	}
	*ret_prefix = value;
	return true;
}

static bool has_bits_behind(const struct sg_network *network)
{
	for (uint32_t bit = network->prefix; bit < ADDRESS_BITS; bit++) {
		if (((uint32_t)network->address[bit / 8] >> (7 - bit % 8) & 1u) != 0) {
			return true;
		}
	}
	return false;
}

/* Fills the address, and the prefix of the whole of it: 96 more for IPv4, whose mapped form
 * must not be given as IPv6, as its prefix would then be counted differently. */
static bool parse_address(
	const char *text, struct sg_network *ret_network, uint32_t *ret_bits)
{
	if (inet_pton(AF_INET, text, ret_network->address + V4_OFFSET) == 1) {
		memcpy(ret_network->address, mapped_prefix, V4_OFFSET);
		*ret_bits = ADDRESS_BITS - V4_BITS;
		return true;
	}
	*ret_bits = ADDRESS_BITS;
	return inet_pton(AF_INET6, text, ret_network->address) == 1 &&
	       memcmp(ret_network->address, mapped_prefix, V4_OFFSET) != 0;
}

enum sg_status sg_network_parse(const char *text, const char *path,
	struct sg_error *error, struct sg_network *ret_network)
{
	struct sg_network network = {.prefix = 0};
	char address[NETWORK_TEXT_SIZE];
	const char *slash = text != NULL ? strchr(text, '/') : NULL;
	uint32_t bits;
	size_t len;

	if (text == NULL) {
		return failed(path, error, "a network is missing");
	}
	len = slash != NULL ? (size_t)(slash - text) : strlen(text);
	if (len >= sizeof address) {
		return failed(
			path, error, "a network is an IPv4 or IPv6 address and a prefix");
	}
	memcpy(address, text, len);
	address[len] = '\0';
	if (!parse_address(address, &network, &bits)) {
		return failed(
			path, error, "a network is an IPv4 or IPv6 address and a prefix");
	}
	network.prefix = bits;
	if (slash != NULL && !parse_prefix(slash + 1, bits, &network.prefix)) {
		return failed(
			path, error, "a network's prefix is 0 to 32, for IPv6 0 to 128");
	}
	network.prefix += ADDRESS_BITS - bits;
	if (has_bits_behind(&network)) {
		return failed(path, error, "a network has bits set behind its prefix");
	}
	*ret_network = network;
	return SG_OK;
}

enum sg_status sg_guard_add(struct sg_guard *guard, const char *text, const char *path,
	struct sg_error *error)
{
	struct sg_network network;
	enum sg_status status = sg_network_parse(text, path, error, &network);

	if (status != SG_OK) {
		return status;
	}
	if (guard->allowed_count >= SG_GUARD_NETWORKS_MAX) {
		return failed(path, error, "an endpoint opens at most 16 networks");
	}
	guard->allowed[guard->allowed_count++] = network;
	return SG_OK;
}
