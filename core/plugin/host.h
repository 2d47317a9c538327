/* SPDX-License-Identifier: MIT */
/*
 * host - calling a plugin's hooks
 *
 * A hook gets the functions of struct mb_host and a struct mb_call, which it hands back to them. What they do needs
 * accounts, forms and replies, which only layers above know: these pass their functions in a struct mb_call_ops.
 */
#ifndef MB_HOST_H
#define MB_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include <mailbearer/plugin.h>

struct mb_account;
struct mb_err;
struct mb_form;
struct mb_reply;

/* What a hook may see and do, as the layer that calls it knows how. A member is NULL where there is nothing to see: the
 * plugin then gets NULL or false. */
struct mb_call_ops {
	const char *(*setting)(const struct mb_account *account, const char *key);
	bool (*form_set)(struct mb_form *form, const char *name, const char *value);
	bool (*form_drop)(struct mb_form *form, const char *name);
	const char *(*reply_str)(const struct mb_reply *reply, const char *name);
	bool (*reply_int)(const struct mb_reply *reply, const char *name, int64_t *value_r);
};

/* Print warnings of hooks from now on, not only with -v; for commands that people type. A hook warns if it complains
 * and yet accepts. */
void mb_host_warn_aloud(void);

/* Call the plugin's hook, if there is one. If the hook refuses, `err` gets its complaint, and the code MB_E_CONFIG. */
bool mb_host_check(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
		   const struct mb_account *account, struct mb_err *err);
bool mb_host_prepare(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
		     enum mb_phase phase, const struct mb_account *account, struct mb_form *form,
		     struct mb_err *err);
/* Call the plugin's hook. Returns MB_MEANS_UNKNOWN if there is none, or if its answer is out of range. */
enum mb_meaning mb_host_judge(const struct mb_plugin *plugin, const struct mb_call_ops *ops,
			      enum mb_where where, const struct mb_account *account,
			      const struct mb_reply *reply);

#endif
