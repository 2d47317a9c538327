/* SPDX-License-Identifier: MIT */
#include "plugin/host.h"

#include <stddef.h>

#include "base/text.h"
#include "global/err.h"
#include "global/log.h"

struct mb_call {
	const struct mb_plugin *plugin;
	const struct mb_call_ops *ops;
	const struct mb_account *account;
	struct mb_form *form;         /* of `prepare` alone */
	const struct mb_reply *reply; /* of `judge` alone */
	struct mb_err complaint;      /* the last one */
};

static bool aloud;

void mb_host_warn_aloud(void)
{
	aloud = true;
}

static void host_log(struct mb_call *call, const char *text)
{
	mb_step("%s: %s", call->plugin->name, text ? _(text) : "");
}

static void host_complain(struct mb_call *call, const char *sentence)
{
	if (sentence)
		mb_err_set(&call->complaint, MB_E_CONFIG, "%s", _(sentence));
}

static const char *host_setting(struct mb_call *call, const char *key)
{
	return call->ops->setting ? call->ops->setting(call->account, key) : NULL;
}

static bool host_form_set(struct mb_call *call, const char *name, const char *value)
{
	return call->form && call->ops->form_set && call->ops->form_set(call->form, name, value);
}

static bool host_form_drop(struct mb_call *call, const char *name)
{
	return call->form && call->ops->form_drop && call->ops->form_drop(call->form, name);
}

static const char *host_reply_str(struct mb_call *call, const char *name)
{
	return call->reply && call->ops->reply_str ? call->ops->reply_str(call->reply, name) : NULL;
}

static bool host_reply_int(struct mb_call *call, const char *name, int64_t *value_r)
{
	return call->reply && call->ops->reply_int &&
	       call->ops->reply_int(call->reply, name, value_r);
}

static const struct mb_host host = {
	.size = sizeof(struct mb_host),
	.log = host_log,
	.complain = host_complain,
	.setting = host_setting,
	.form_set = host_form_set,
	.form_drop = host_form_drop,
	.reply_str = host_reply_str,
	.reply_int = host_reply_int,
};

/* Turn the hook's answer and its complaint into a warning or an error. A hook that complains and accepts has warned;
 * one that refuses without a complaint gets a sentence of ours. Returns `ok`. */
static bool call_end(struct mb_call *call, bool ok, struct mb_err *err)
{
	if (ok && call->complaint.text && aloud)
		mb_warnx("%s", call->complaint.text);
	else if (ok && call->complaint.text)
		mb_step("%s: %s", call->plugin->name, call->complaint.text);
	else if (!ok && call->complaint.text)
		mb_err_move(err, &call->complaint);
	else if (!ok)
		mb_err_set(err, MB_E_CONFIG,
			   _("the plugin %s refuses these settings and does not "
			     "say why: ask its author"),
			   call->plugin->name);
	mb_err_clear(&call->complaint);
	return ok;
}

bool mb_host_check(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
		   const struct mb_account *account, struct mb_err *err)
{
	struct mb_call call = { .plugin = plugin, .ops = ops, .account = account };

	return !plugin->check || call_end(&call, plugin->check(&host, &call), err);
}

bool mb_host_prepare(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
		     enum mb_phase phase, const struct mb_account *account, struct mb_form *form,
		     struct mb_err *err)
{
	struct mb_call call = { .plugin = plugin, .ops = ops, .account = account, .form = form };

	return !plugin->prepare || call_end(&call, plugin->prepare(&host, &call, phase), err);
}

enum mb_meaning mb_host_judge(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
			      enum mb_where where, const struct mb_account *account,
			      const struct mb_reply *reply)
{
	struct mb_call call = { .plugin = plugin, .ops = ops, .account = account, .reply = reply };
	enum mb_meaning meaning = MB_MEANS_UNKNOWN;

	if (plugin->judge)
		meaning = plugin->judge(&host, &call, where);
	mb_err_clear(&call.complaint);
	return meaning > MB_MEANS_SLOW_DOWN ? MB_MEANS_UNKNOWN : meaning;
}
