/* SPDX-License-Identifier: MIT */
#include "oauth/no_refresh.h"

#include <mailbearer/plugin.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "config/account.h"
#include "config/resolve.h"
#include "oauth/session.h"

#define OFFLINE "offline_access"

static bool lists(const char *list, const char *word)
{
	for (size_t len; *list; list += len) {
		list += strspn(list, " ");
		len = strcspn(list, " ");
		if (len == strlen(word) && strncmp(list, word, len) == 0)
			return true;
	}
	return false;
}

/* Has the provider a scope for it, as Microsoft has? */
static bool has_scope_of_its_own(const struct mb_session *s)
{
	char *scope = mb_resolve_scope_of(s->account, s->grant, MB_SERVICE_ANY);
	bool has = lists(scope, OFFLINE);

	free(scope);
	return has;
}

/* Has it a parameter for it, as Google has? */
static bool has_param_of_its_own(const struct mb_session *s)
{
	for (const struct mb_param *p = s->account->plugin->params; p && p->name; p++)
		if (p->phase == MB_PHASE_AUTHORIZE && mb_streq(p->name, "access_type"))
			return true;
	return false;
}

struct given {
	bool access_type, prompt;
};

static void note_given(void *arg, const char *name, const char *value)
{
	struct given *given = arg;

	(void)value;
	given->access_type = given->access_type || mb_streq(name, "access_type");
	given->prompt = given->prompt || mb_streq(name, "prompt");
}

const char *mb_no_refresh_remedy(const struct mb_session *s)
{
	bool offline = lists(s->scope, OFFLINE);
	struct given given = { false, false };

	mb_account_params(s->account, "authorize_params", note_given, &given);
	if (has_param_of_its_own(s))
		return given.access_type || given.prompt
			   ? _("take access_type and prompt out of authorize_params")
			   : _("end the access of this client in your account at the provider");
	if (!offline && has_scope_of_its_own(s))
		return _("add offline_access to scope");
	if (!offline && !given.access_type)
		return _("add offline_access to scope, or, if the provider wants it so, set "
			 "authorize_params = {\"access_type=offline\", \"prompt=consent\"}");
	/* With OpenID the generic plugin has asked for it. */
	if (!given.prompt && !lists(s->scope, "openid"))
		return _("add \"prompt=consent\" to authorize_params");
	return _("ask the provider to allow this client refresh tokens");
}
