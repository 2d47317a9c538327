/* SPDX-License-Identifier: MIT */
/*
 * language - catalogues of translations
 *
 * All texts are English until mb_language_begin() is called, which only verbs that people type do: what programs
 * read, what goes over the network and what is kept in files is English in every locale. The catalogues are UTF-8,
 * so a locale with another encoding gets English, too. LC_CTYPE and LC_NUMERIC stay those of C, so that parsing and
 * printing of numbers never change.
 */
#ifndef MB_LANGUAGE_H
#define MB_LANGUAGE_H

#include <stdbool.h>

/* Let _() return texts in the language of the locale. Call it before threads are made. */
void mb_language_begin(void);
/* Switch _() to English (true), for texts that are kept in files, or back to the locale's language (false). Returns
 * whether it was English before. */
bool mb_language_english(bool english);

#endif
