/* SPDX-License-Identifier: MIT */
/*
 * hooks - the functions by which plugins' hooks reach settings, forms and replies, but no secrets
 */
#ifndef MB_HOOKS_H
#define MB_HOOKS_H

/* Fill the slots of mb_host (plugin/host.h). Call it once, before any account is checked. */
void mb_hooks_init(void);

#endif
