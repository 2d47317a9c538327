/* SPDX-License-Identifier: MIT */
/*
 * suspects - whose error it may be
 */
#ifndef MB_SUSPECTS_H
#define MB_SUSPECTS_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_account;
struct mb_evidence;

struct mb_suspects {
	const struct mb_plugin **plugins; /* the likeliest first */
	size_t n;
	bool sure; /* the text names them, or the person named the account */
};

/* `account` may be NULL; with `named` the person named it. Plugins that cannot be loaded are left out.
 * mb_suspects_fini() afterwards. */
void mb_suspects_find(struct mb_suspects *s, const struct mb_evidence *evidence,
		      const struct mb_account *account, bool named);
void mb_suspects_fini(struct mb_suspects *s);

#endif
