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

/* _() translates a text that people read. N_() only marks a text in a table, which is translated where it is shown.
 * P_() translates a text that changes with the number `n`. */
#define _(text)          mb_tr(text)
#define N_(text)         text
#define P_(one, many, n) mb_trn(one, many, n)

/* The translation; before global/language.h has begun the text itself, which may be NULL, for the cost of one test, so
 * that a cached token pays nothing. Borrowed for ever. */
const char *mb_tr(const char *text) __attribute__((format_arg(1)));
const char *mb_trn(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));
/* The function that looks a text up in the catalogue; `many` is NULL for a text without a number. Set by
 * global/language.c alone; NULL in the front, which has no catalogue. */
extern const char *(*mb_translator)(const char *one, const char *many, unsigned long n);

/* Compare two strings; NULL equals only NULL. */
bool mb_streq(const char *a, const char *b);
/* Return the rest of `s` after `prefix`, or NULL if `s` begins otherwise. Borrowed. */
const char *mb_text_after(const char *s, const char *prefix);

/* Read a decimal number from `min` to `max`. False for a sign, a blank or anything behind the number. */
bool mb_text_number(const char *s, int64_t min, int64_t max, int64_t *value_r);

/* Return the value of the `n` hexadecimal digits at the beginning of `s`; -1 if there are fewer. A NUL ends `s`. */
int mb_text_hex(const char *s, size_t n);
/* Return the byte that a percent sign and two hexadecimal digits at the beginning of the `len` bytes at `s` stand for
 * (RFC 3986 2.1), which may be 0; -1 if there is no such thing. */
int mb_text_percent(const char *s, size_t len);

/* Append untrusted text so that a terminal can show it on one line: control characters become blanks, runs of
 * blanks become one, invalid UTF-8 and characters that cannot be seen become '?'. Cut at `max` bytes. */
void mb_text_printable(struct mb_buf *buf, const char *s, size_t max);
/* Return untrusted text as mb_text_printable() shows it, not cut. NULL gives NULL. The caller frees the string. */
char *mb_text_shown(const char *s);

/* Append a JSON text, NUL-terminated at json[len], with characters that cannot be seen written as \uXXXX: the same
 * data, and harmless on a terminal. */
void mb_text_json(struct mb_buf *buf, const char *json, size_t len);

/* Return the length in bytes of the UTF-8 sequence at the beginning of `s`, and its character; 0 if the sequence is not
 * valid: overlong, a surrogate, or cut short by the NUL (RFC 3629). */
size_t mb_text_utf8(const char *s, uint32_t *character_r);
/* Tell whether all of `s` is well-formed UTF-8 (RFC 3629). */
bool mb_text_is_utf8(const char *s);

/* Tell the same, and that each character can be seen, but for the two joiners that words of some languages need (U+200C,
 * U+200D). */
bool mb_text_is_visible(const char *s);

/* Count the columns that `s` takes on a terminal. Each character counts as one, a combining mark as none; wide
 * characters (Chinese, Japanese) are not known. */
size_t mb_text_columns(const char *s);
/* Return how many blanks fill `s` up to `columns`, for printf("%*s", blanks, ""); 0 if `s` is that wide already. */
int mb_text_pad(const char *s, size_t columns);

/* Tell whether `s` has only characters that may stand in a token, a SASL string or a header: 0x21 to 0x7e. */
bool mb_text_is_graphic(const char *s, size_t len);

/* Join all strings up to the NULL; the caller frees the result. For the front, where printf() would be half of the
 * work. */
char *mb_text_cat(const char *first, ...) __attribute__((sentinel));

/* Room for a number in decimal. */
struct mb_number {
	char digits[24];
};

/* Write `value` in decimal into `out`. Returns a string in `out`; borrowed. */
const char *mb_text_of_number(struct mb_number *out, int64_t value);

#endif
