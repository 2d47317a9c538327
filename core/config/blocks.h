/* SPDX-License-Identifier: MIT */
/*
 * blocks - the accounts of a config that nobody asks about
 *
 * With thousands of accounts in the file parsing them all takes many times as long as the refresh of the one
 * that a program wants.
 */
#ifndef MB_BLOCKS_H
#define MB_BLOCKS_H

#include <stdbool.h>

struct mb_buf;

/* Take the accounts other than `name` out of the config's text (untrusted). False, with the text as it was, where
 * that could hide a fault which concerns all accounts: unless the whole file is written plainly (blocks.c) and no
 * name stands twice. */
bool mb_blocks_keep(struct mb_buf *text, const char *name);

#endif
