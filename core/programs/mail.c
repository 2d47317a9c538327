/* SPDX-License-Identifier: MIT */
#include "programs/programs.h"

#include <stddef.h>

#include "cli/verb.h"

extern const struct mb_verb mb_verb_connect, mb_verb_deliver, mb_verb_send, mb_verb_git_credential,
    mb_verb_help;

const struct mb_verb *const mb_mail_verbs[] = {
	&mb_verb_connect,        &mb_verb_deliver, &mb_verb_send,
	&mb_verb_git_credential, &mb_verb_help,    NULL,
};
