/* SPDX-License-Identifier: MIT */
/*
 * scan - one pass of libconfuse over a text that may hold secrets
 */
#ifndef MB_SCAN_H
#define MB_SCAN_H

#include <confuse.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_buf;

/* This word stands behind the text, as libconfuse takes the end of the file for a }: inside an account
 * the word is an unknown setting. */
#define MB_SCAN_END "end_of_config"
/* This option stands before the text, outside accounts, with a long value: libconfuse then has a buffer for
 * quoted values that is large enough to be overwritten when it is freed (scan.c). The option's validcb must be
 * mb_scan_begun. */
#define MB_SCAN_BEGIN "begin_of_config"
int mb_scan_begun(cfg_t *cfg, cfg_opt_t *opt);

/* Longest message that is passed on, in bytes. */
#define MB_SCAN_MESSAGE_MAX 1024

/* Scan the text (untrusted), calling back for all that is in it; libconfuse's copies of it are
 * wiped then. False: libconfuse stopped. */
bool mb_scan(const struct mb_buf *text, cfg_opt_t *opts, cfg_flag_t flags, cfg_errfunc_t on_error);

/* Remove from libconfuse's message (of MB_SCAN_MESSAGE_MAX bytes) what may be a piece of a
 * value. */
void mb_scan_clean(char *message);
/* Return the word in quotes behind `prefix` of the message, which is cut there; NULL: the
 * message is another. */
char *mb_scan_quoted(char *message, const char *prefix);

/* Append the newest value of an option to those `before` it in its list (NULL: none), divided by
 * line breaks. The caller frees the result; NULL: it is longer than `max` bytes. */
char *mb_scan_longer(cfg_opt_t *opt, const char *before, size_t max);
/* Is `cfg` the section of an account? */
bool mb_scan_in_account(const cfg_t *cfg);
/* Is the key among the first `n` options? */
bool mb_scan_has_key(const cfg_opt_t *opts, size_t n, const char *key);

/* Wipe and free the sections of an option, from its callback at a section's end: libconfuse would compare each
 * title with those of all sections before, and keep a copy of every one. */
void mb_scan_forget(cfg_opt_t *sections);

#endif
