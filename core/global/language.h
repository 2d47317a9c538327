/* SPDX-License-Identifier: MIT */
/*
 * language - catalogues of translations
 *
 * Until mb_language_begin() all is English. Only verbs that people type begin: what programs read, what
 * goes over the wire and what is kept in files is English in every locale. Texts are UTF-8, so a locale
 * with another encoding gets English too. LC_CTYPE and LC_NUMERIC stay those of C: nothing that parses
 * or prints numbers changes.
 */
#ifndef MB_LANGUAGE_H
#define MB_LANGUAGE_H

#include <stdbool.h>

/* _() speaks the language of the locale from now on. Before threads are made. */
void mb_language_begin(void);
/* English for a while, for what is kept in files; false: the language begun, if any. Returns what it was
 * before. */
bool mb_language_english(bool english);

#endif
