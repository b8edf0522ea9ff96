/* The statements of offers. */
#include "store/offers.h"

void sg_offer_put(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *body)
{
	sg_script_add(script, "UPDATE property SET version = version + 1 WHERE id = ?;");
	sg_script_id(script, property);
	sg_script_add(script, "INSERT INTO offer (property, code, body) VALUES (?, ?, ?) "
			      "ON DUPLICATE KEY UPDATE body = VALUES(body);");
	sg_script_id(script, property);
	sg_script_text(script, code);
	sg_script_text(script, body);
}
