/* SPDX-License-Identifier: MIT */
#include "plugin/host.h"

#include <stddef.h>

#include "global/err.h"
#include "global/log.h"
#include "base/text.h"

static bool aloud;

void mb_host_warn_aloud(void)
{
	aloud = true;
}

/* The hook that is running. Hooks do not call each other. */
static struct {
	const struct mb_plugin *plugin;
	struct mb_err *err;
} now;

static void host_log(const struct mb_account *account, const char *text)
{
	(void)account;
	mb_step("%s: %s", now.plugin ? now.plugin->name : "plugin", text ? _(text) : "");
}

static void host_complain(const struct mb_account *account, const char *sentence)
{
	(void)account;
	if (now.err && sentence)
		mb_err_set(now.err, MB_E_CONFIG, "%s", _(sentence));
}

static const char *no_setting(const struct mb_account *account, const char *key)
{
	(void)account;
	(void)key;
	return NULL;
}

static bool no_form_set(struct mb_form *form, const char *name, const char *value)
{
	(void)form;
	(void)name;
	(void)value;
	return false;
}

static bool no_form_drop(struct mb_form *form, const char *name)
{
	(void)form;
	(void)name;
	return false;
}

static const char *no_reply_str(const struct mb_reply *reply, const char *name)
{
	(void)reply;
	(void)name;
	return NULL;
}

static bool no_reply_int(const struct mb_reply *reply, const char *name, int64_t *value_r)
{
	(void)reply;
	(void)name;
	(void)value_r;
	return false;
}

struct mb_host mb_host = {
	.size = sizeof(struct mb_host),
	.log = host_log,
	.complain = host_complain,
	.setting = no_setting,
	.form_set = no_form_set,
	.form_drop = no_form_drop,
	.reply_str = no_reply_str,
	.reply_int = no_reply_int,
};

static void call_begin(const struct mb_plugin *plugin, struct mb_err *complaint)
{
	now.plugin = plugin;
	now.err = complaint;
}

/* Turn the hook's answer and its complaint into a warning or an error. A hook that complains and accepts has warned;
 * one that refuses without a complaint gets a sentence of ours. Returns `ok`. */
static bool call_end(bool ok, struct mb_err *complaint, struct mb_err *err)
{
	if (ok && complaint->text && aloud)
		mb_warnx("%s", complaint->text);
	else if (ok && complaint->text)
		mb_step("%s: %s", now.plugin->name, complaint->text);
	else if (!ok && complaint->text)
		mb_err_move(err, complaint);
	else if (!ok)
		mb_err_set(err, MB_E_CONFIG,
			   _("the plugin %s refuses these settings and does not "
			     "say why: ask its author"),
			   now.plugin->name);
	mb_err_clear(complaint);
	call_begin(NULL, NULL);
	return ok;
}

bool mb_host_check(const struct mb_plugin *plugin, const struct mb_account *account,
		   struct mb_err *err)
{
	struct mb_err complaint = MB_ERR_INIT;

	if (!plugin->check)
		return true;
	call_begin(plugin, &complaint);
	return call_end(plugin->check(&mb_host, account), &complaint, err);
}

bool mb_host_prepare(const struct mb_plugin *plugin, enum mb_phase phase,
		     const struct mb_account *account, struct mb_form *form, struct mb_err *err)
{
	struct mb_err complaint = MB_ERR_INIT;

	if (!plugin->prepare)
		return true;
	call_begin(plugin, &complaint);
	return call_end(plugin->prepare(&mb_host, phase, account, form), &complaint, err);
}

enum mb_meaning mb_host_judge(const struct mb_plugin *plugin, enum mb_where where,
			      const struct mb_reply *reply)
{
	enum mb_meaning meaning;

	if (!plugin->judge)
		return MB_MEANS_UNKNOWN;
	call_begin(plugin, NULL);
	meaning = plugin->judge(&mb_host, where, reply);
	call_begin(NULL, NULL);
	return meaning > MB_MEANS_SLOW_DOWN ? MB_MEANS_UNKNOWN : meaning;
}
