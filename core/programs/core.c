/* SPDX-License-Identifier: MIT */
#include "programs/programs.h"

#include <stddef.h>

#include "cli/verb.h"

extern const struct mb_verb mb_verb_login, mb_verb_logout, mb_verb_status, mb_verb_providers,
    mb_verb_help, mb_verb_token, mb_verb_refresh;

const struct mb_verb *const mb_core_verbs[] = {
	&mb_verb_login, &mb_verb_logout, &mb_verb_status,  &mb_verb_providers,
	&mb_verb_help,  &mb_verb_token,  &mb_verb_refresh, NULL,
};
