/* SPDX-License-Identifier: MIT */
#include "front/front.h"

#include "base/text.h"
#include "global/verbs.h"

/* The program that tells of all commands, also that there is no such command. */
#define ELSE "help"

const char *mb_front_program(int argc, char *const *argv)
{
	int at = mb_verbs_word(argc, argv, 1);
	const struct mb_verb_entry *verb;

	if (at < argc && mb_streq(argv[at], mb_verbs[MB_VERB_HELP].name)) {
		int about = mb_verbs_word(argc, argv, at + 1);

		if (about < argc)
			at = about; /* the command's program knows its options */
	}
	verb = at < argc ? mb_verbs_find(argv[at]) : NULL;
	return verb ? verb->program : ELSE;
}
