/* SPDX-License-Identifier: MIT */
/*
 * suspects - the providers from which a pasted error may come
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
	bool sure; /* the text has signs of them, or the person named the account */
};

/* Find the plugins from whose providers the text may come. `account` may be NULL; `named` tells that the person named
 * it. Plugins that cannot be loaded are left out. The caller calls mb_suspects_fini(). */
void mb_suspects_find(struct mb_suspects *s, const struct mb_evidence *evidence,
		      const struct mb_account *account, bool named);
void mb_suspects_fini(struct mb_suspects *s);

#endif
