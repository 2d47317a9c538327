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
	MB_E_USAGE,  /* the command line is wrong                      64 */
	MB_E_DATA,   /* the input on stdin cannot be used              65 */
	MB_E_BUG,    /* mailbearer has a bug                           70 */
	MB_E_IO,     /* a file or disk failed                          74 */
	MB_E_RETRY,  /* the fault passes by itself: try again          75 */
	MB_E_LOGIN,  /* the person must sign in                        77 */
	MB_E_DENIED, /* a person must act, and signing in does not help 77 */
	MB_E_CONFIG, /* config or app registration must be corrected   78 */
};

struct mb_err {
	enum mb_code code;
	char *text;    /* owned by the struct */
	char *english; /* the same in English, owned; NULL: none, or `text` is English */
};

#define MB_ERR_INIT                                                                                \
	{                                                                                          \
		MB_OK, NULL, NULL                                                                  \
	}

/* Set code and sentence, and replace an error that is set already. This and the next two return false, so that a
 * failing function can end with `return mb_err_set(...)`. */
bool mb_err_set(struct mb_err *err, enum mb_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Set the sentence followed by ": " and the text of errno. The code is MB_E_RETRY if waiting helps, else MB_E_IO. */
bool mb_err_errno(struct mb_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Put the formatted text and ": " before the sentence. */
bool mb_err_wrap(struct mb_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Return the sentence for files: in English, or in the reader's language if there is no English one. Borrowed. */
const char *mb_err_english(const struct mb_err *err);
/* Free the sentence and reset the struct. */
void mb_err_clear(struct mb_err *err);
/* Move an error, replacing the one in `to`; `from` is clear afterwards. Returns false. */
bool mb_err_move(struct mb_err *to, struct mb_err *from);

/* Return the exit status (sysexits.h) for a code. */
int mb_err_exit(enum mb_code code);
/* Of `status` and `refresh`: it works, but a person had better sign in before long. None of sysexits.h, so that a script
 * can tell it from every failure; mail programs never run these two. */
#define MB_EXIT_SOON 1

#endif
