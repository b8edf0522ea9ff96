/* `stammgast version`: what runs here, and which module it would load. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/module.h"
#include "cli/options.h"
#include "document/value.h"

static void print_versions(const struct sg_module *module, bool json)
{
	const char *description = module->describe();
	struct sg_value *value = NULL;

	if (json) {
		(void)printf("{\"program\":\"%s\",\"abi\":\"%u.%u\",\"module\":%s}\n",
			SG_VERSION, module->abi() >> 16, module->abi() & 0xFFFFu,
			description);
		return;
	}
	(void)sg_value_parse(description, __builtin_strlen(description), NULL, &value);
	(void)printf("stammgast %s\nmodule %s %s, ABI %u.%u\n", SG_VERSION,
		sg_value_text(sg_value_member(value, "name"), "?"),
		sg_value_text(sg_value_member(value, "version"), "?"),
		module->abi() >> 16, module->abi() & 0xFFFFu);
	sg_value_free(value);
}

int sg_command_version(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Prints the versions of the program and of the module it\n"
			"loads.",
	};
	const char *path = NULL;
	bool json = false;
	struct sg_option options[] = {
		{"module", "FILE", "the module, if not beside the program",
			SG_OPTION_TEXT, &path, 0, 0},
		{"json", NULL, "as JSON", SG_OPTION_FLAG, &json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	struct sg_module module = {0};
	struct sg_error error;
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	if (sg_module_load(path, &error, &module) != SG_OK) {
		return sg_complain_error(&error);
	}
	print_versions(&module, json);
	sg_module_close(&module);
	return SG_EXIT_OK;
}
