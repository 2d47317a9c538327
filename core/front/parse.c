/* SPDX-License-Identifier: MIT */
#include "front/front.h"

#include <stddef.h>

#include "base/text.h"
#include "store/paths.h"

/* Take the value of option `name` at argv[*i], and move *i to its last word. NULL: argv[*i] is
 * another option, or has no value. */
static const char *take_option(const char *name, int argc, char *const *argv, int *i)
{
	const char *rest = mb_text_after(argv[*i], name);

	if (!rest)
		return NULL;
	if (*rest == '=')
		return rest + 1;
	return *rest == '\0' && *i + 1 < argc ? argv[++*i] : NULL;
}

bool mb_front_parse(struct mb_front_request *request, int argc, char *const *argv)
{
	const char *verb = NULL, *value;

	*request = (struct mb_front_request){ .min_validity = -1 };
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-') {
			if (!verb)
				verb = argv[i];
			else if (!request->account)
				request->account = argv[i];
			else
				return false;
		} else if ((value = take_option("--config", argc, argv, &i))) {
			request->config = value;
		} else if (!verb) {
			return false; /* the verb's own options stand behind it */
		} else if ((value = take_option("--min-validity", argc, argv, &i))) {
			if (!mb_text_number(value, 0, INT32_MAX, &request->min_validity))
				return false;
		} else if ((value = take_option("--format", argc, argv, &i))) {
			if (!mb_streq(value, "plain"))
				return false;
		} else {
			return false;
		}
	}
	return verb && mb_streq(verb, "token") && request->account &&
	       mb_account_name_ok(request->account);
}
