/* SPDX-License-Identifier: MIT */
/*
 * host - calling a plugin's hooks
 *
 * A hook gets mb_host. This file fills its slots `log` and `complain`; the other slots need accounts, forms and
 * replies, which only layers above know: meaning/hooks.c puts its functions into mb_host before the first call. A
 * slot that nobody has filled does nothing and returns false or NULL.
 */
#ifndef MB_HOST_H
#define MB_HOST_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

extern struct mb_host mb_host;

/* Print warnings of hooks from now on, not only with -v; for commands that people type. A hook warns if it complains
 * and yet accepts. */
void mb_host_warn_aloud(void);

/* Call the plugin's hook, if there is one. If it refuses, `err` gets its complaint, with the code MB_E_CONFIG. */
bool mb_host_check(const struct mb_plugin *plugin, const struct mb_account *account,
		   struct mb_err *err);
bool mb_host_prepare(const struct mb_plugin *plugin, enum mb_phase phase,
		     const struct mb_account *account, struct mb_form *form, struct mb_err *err);
/* Call the plugin's hook. Returns MB_MEANS_UNKNOWN if there is none, or if its answer is out of range. */
enum mb_meaning mb_host_judge(const struct mb_plugin *plugin, enum mb_where where,
			      const struct mb_reply *reply);

#endif
