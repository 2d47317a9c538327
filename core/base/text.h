/* SPDX-License-Identifier: MIT */
/*
 * text - strings from outside, numbers in them, sentences for people
 */
#ifndef MB_TEXT_H
#define MB_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mb_buf;

/* Sentences that people read, in their language. N_() marks what is translated where it is shown; P_() one
 * that changes with the number `n`. */
#define _(text)          mb_tr(text)
#define N_(text)         text
#define P_(one, many, n) mb_trn(one, many, n)

/* The translation, or the text itself, which may be NULL, before global/language.h has begun. Borrowed for
 * ever. */
const char *mb_tr(const char *text) __attribute__((format_arg(1)));
const char *mb_trn(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));
/* Who translates; `many` may be NULL. Set by global/language.c alone: the front has no catalogue. */
extern const char *(*mb_translator)(const char *one, const char *many, unsigned long n);

bool mb_streq(const char *a, const char *b);
/* The rest of `s` after `prefix`, or NULL. */
const char *mb_text_after(const char *s, const char *prefix);

/* A whole decimal number from `min` to `max`: no sign, no blanks, nothing behind it. */
bool mb_text_number(const char *s, int64_t min, int64_t max, int64_t *value_r);

/* Appends untrusted text fit for a terminal and for one line: control characters become blanks,
 * runs of blanks one, invalid UTF-8 and characters that cannot be seen '?'; cut at `max` bytes. */
void mb_text_printable(struct mb_buf *buf, const char *s, size_t max);
/* Text from outside fit for a terminal and for one line, whole; the caller frees it. NULL gives NULL. */
char *mb_text_shown(const char *s);

/* Appends JSON, NUL-terminated at json[len], with characters that mb_text_printable() would not show written
 * as \uXXXX: the same data, and harmless on a terminal. */
void mb_text_json(struct mb_buf *buf, const char *json, size_t len);

/* Whole and well-formed UTF-8 (RFC 3629). */
bool mb_text_is_utf8(const char *s);

/* The same, and each character can be seen, but for the two joiners that words of some languages need (U+200C,
 * U+200D). */
bool mb_text_is_visible(const char *s);

/* How many columns a terminal needs for it, as far as each character takes one or, combining, none. */
size_t mb_text_columns(const char *s);
/* Blanks that fill `s` up to `columns`: the argument of "%*s" with "". 0 if it is that wide already. */
int mb_text_pad(const char *s, size_t columns);

/* Only characters that may stand in a token, a SASL string or a header: 0x21 to 0x7e. */
bool mb_text_is_graphic(const char *s, size_t len);

/* All strings up to the NULL as one that the caller owns. For the cached path, where printf and what
 * it drags in would be half of the work. */
char *mb_text_cat(const char *first, ...) __attribute__((sentinel));

struct mb_number {
	char digits[24];
};

/* In decimal, into `out`. */
const char *mb_text_of_number(struct mb_number *out, int64_t value);

#endif
