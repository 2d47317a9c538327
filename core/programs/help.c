/* SPDX-License-Identifier: MIT */
#include "programs/programs.h"

#include <stddef.h>

#include "cli/verb.h"

extern const struct mb_verb mb_verb_setup, mb_verb_check, mb_verb_explain, mb_verb_snippet,
    mb_verb_help;

const struct mb_verb *const mb_help_verbs[] = {
	&mb_verb_setup, &mb_verb_check, &mb_verb_explain, &mb_verb_snippet, &mb_verb_help, NULL,
};
