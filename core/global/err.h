/* SPDX-License-Identifier: MIT */
/*
 * err - why something failed, and what to do
 *
 * A fallible function returns bool and takes a struct mb_err last: untouched on success; on
 * failure it holds a code, which says what to do, and one sentence for a person. No global state.
 * The sentence never holds a secret; what it repeats from outside is made printable when set. It is in the
 * reader's language; a refusal has it in English too, because it is kept in files. Other failures are kept in the
 * language of whoever met them: they pass or are looked at anew, and no program repeats them.
 */
#ifndef MB_ERR_H
#define MB_ERR_H

#include <stdbool.h>

enum mb_code {
	MB_OK = 0,
	MB_E_USAGE,  /* wrong command line                      64 */
	MB_E_DATA,   /* the input on stdin is not usable        65 */
	MB_E_BUG,    /* a bug in mailbearer                     70 */
	MB_E_IO,     /* disk full, unreadable file              74 */
	MB_E_RETRY,  /* passes by itself                        75 */
	MB_E_LOGIN,  /* the person must sign in                 77 */
	MB_E_DENIED, /* a person must act, signing in is no use 77 */
	MB_E_CONFIG, /* config or app registration              78 */
};

struct mb_err {
	enum mb_code code;
	char *text;    /* owned by the struct */
	char *english; /* the same in English, owned; NULL: not known, or `text` is */
};

#define MB_ERR_INIT                                                                                \
	{                                                                                          \
		MB_OK, NULL, NULL                                                                  \
	}

/* All return false, so that a failing function can end with `return mb_err_set(...)`. An error
 * that is set already is replaced. */
bool mb_err_set(struct mb_err *err, enum mb_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds ": " and the text of errno; the code is MB_E_IO, or MB_E_RETRY where waiting helps. */
bool mb_err_errno(struct mb_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Puts "context: " before the sentence. */
bool mb_err_wrap(struct mb_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What files get: the sentence in English, as far as it is known. Borrowed. */
const char *mb_err_english(const struct mb_err *err);
/* Forgets the error. */
void mb_err_clear(struct mb_err *err);
/* Moves the error; `from` is clear afterwards. */
bool mb_err_move(struct mb_err *to, struct mb_err *from);

/* The exit status (sysexits.h) of a code: the one place where codes become numbers. */
int mb_err_exit(enum mb_code code);
/* Of `status` and `refresh`: it works, but a person had better sign in before long. None of sysexits.h, so that a script
 * can tell it from every failure; mail programs never run these two. */
#define MB_EXIT_SOON 1

#endif
