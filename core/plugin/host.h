/* SPDX-License-Identifier: MIT */
/*
 * host - calling a plugin's hooks
 *
 * A hook gets mb_host. This layer fills its `log` and `complain`; the other functions need accounts,
 * forms and replies, which belong to layers above: meaning/hooks.c puts them into mb_host before the
 * first call. Until then they do nothing and answer false or NULL.
 */
#ifndef MB_HOST_H
#define MB_HOST_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

extern struct mb_host mb_host;

/* Show from now on, without -v, what a hook complains of although it accepts. For `login` and `check`: mail programs
 * show stderr to nobody, or take it for an error. */
void mb_host_warn_aloud(void);

/* Each calls the hook, if the plugin has one. When it refuses, `err` is what it complained of,
 * code MB_E_CONFIG. */
bool mb_host_check(const struct mb_plugin *plugin, const struct mb_account *account,
		   struct mb_err *err);
bool mb_host_prepare(const struct mb_plugin *plugin, enum mb_phase phase,
		     const struct mb_account *account, struct mb_form *form, struct mb_err *err);
/* MB_MEANS_UNKNOWN when there is no hook, or its answer is not one. */
enum mb_meaning mb_host_judge(const struct mb_plugin *plugin, enum mb_where where,
			      const struct mb_reply *reply);

#endif
