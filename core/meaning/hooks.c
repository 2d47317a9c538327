/* SPDX-License-Identifier: MIT */
#include "meaning/hooks.h"

#include "base/text.h"
#include "config/account.h"
#include "config/settings.h"
#include "net/form.h"
#include "meaning/reply.h"
#include "plugin/host.h"
#include "plugin/names.h"

static const char *setting_get(const struct mb_account *account, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	if (def && (def->type == MB_TYPE_SECRET || def->type == MB_TYPE_PROXY ||
		    def->type == MB_TYPE_COMMAND))
		return NULL;
	return mb_account_get(account, key);
}

static bool form_set(struct mb_form *form, const char *name, const char *value)
{
	if (mb_form_is_secret(form, name) || mb_names_core_param(name))
		return false;
	mb_form_set(form, name, value);
	return true;
}

static bool form_drop(struct mb_form *form, const char *name)
{
	if (mb_form_is_secret(form, name))
		return false;
	mb_form_drop(form, name);
	return true;
}

void mb_hooks_init(void)
{
	mb_host.setting = setting_get;
	mb_host.form_set = form_set;
	mb_host.form_drop = form_drop;
	mb_host.reply_str = mb_reply_str;
	mb_host.reply_int = mb_reply_int;
}
