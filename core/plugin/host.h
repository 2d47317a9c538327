/* SPDX-License-Identifier: MIT */
/*
 * host - calling a plugin's hooks
 *
 * A hook gets mb_host. This layer fills its `log` and `complain`; the other slots need accounts,
 * forms and replies, which layers above know: they put their functions into mb_host before the
 * first call (config: `setting`; oauth: the form_ and reply_ slots). A slot that nobody has filled
 * does nothing and answers false or NULL.
 */
#ifndef MB_HOST_H
#define MB_HOST_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

extern struct mb_host mb_host;

/* What a hook complains of although it accepts is a warning. From now on people see it without -v: for
 * commands that people type. */
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
