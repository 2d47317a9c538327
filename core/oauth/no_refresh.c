/* SPDX-License-Identifier: MIT */
#include "oauth/no_refresh.h"

#include <mailbearer/plugin.h>
#include <string.h>

#include "base/text.h"
#include "config/account.h"
#include "oauth/party.h"

/* Is `word` among the words of `list`, which blanks divide? */
static bool list_has(const char *list, const char *word)
{
	for (size_t len; *list; list += len) {
		list += strspn(list, " ");
		len = strcspn(list, " ");
		if (len == strlen(word) && strncmp(list, word, len) == 0)
			return true;
	}
	return false;
}

struct wanted {
	const char *name;
	bool found;
};

static void compare_name(void *arg, const char *name, const char *value)
{
	struct wanted *wanted = arg;

	(void)value;
	wanted->found = wanted->found || mb_streq(name, wanted->name);
}

static bool sets_param(const struct mb_account *account, const char *name)
{
	struct wanted wanted = { name, false };

	mb_account_params(account, MB_SET_AUTHORIZE_PARAMS, compare_name, &wanted);
	return wanted.found;
}

static bool row_fits(const struct mb_party *p, const struct mb_no_refresh *row)
{
	return !(row->unless_scope && list_has(p->scope, row->unless_scope)) &&
	       !(row->unless_param && sets_param(p->account, row->unless_param)) &&
	       !(row->if_param && !sets_param(p->account, row->if_param));
}

const char *mb_no_refresh_remedy(const struct mb_party *p)
{
	const struct mb_no_refresh *row = p->account->plugin->no_refresh;

	while (row && row->remedy && !row_fits(p, row))
		row++;
	return row && row->remedy ? _(row->remedy)
				  : _("ask the provider to allow this client refresh tokens");
}
