/* SPDX-License-Identifier: MIT */
#include "programs/programs.h"

#include <stddef.h>

#include "cli/verb.h"

extern const struct mb_verb mb_verb_check, mb_verb_connect, mb_verb_deliver, mb_verb_explain,
    mb_verb_git_credential, mb_verb_help, mb_verb_login, mb_verb_logout, mb_verb_providers,
    mb_verb_refresh, mb_verb_send, mb_verb_setup, mb_verb_snippet, mb_verb_status, mb_verb_token;

const struct mb_verb *const mb_all_verbs[] = {
	&mb_verb_setup,   &mb_verb_login,   &mb_verb_logout,         &mb_verb_status,
	&mb_verb_check,   &mb_verb_explain, &mb_verb_snippet,        &mb_verb_providers,
	&mb_verb_help,    &mb_verb_token,   &mb_verb_refresh,        &mb_verb_connect,
	&mb_verb_deliver, &mb_verb_send,    &mb_verb_git_credential, NULL,
};
