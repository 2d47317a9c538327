/* SPDX-License-Identifier: MIT */
/*
 * hooks - what plugins' hooks may see and do: settings, forms, replies, never a secret
 */
#ifndef MB_HOOKS_H
#define MB_HOOKS_H

/* Fills the slots of plugin/host.h. Once, before any account is checked. */
void mb_hooks_init(void);

#endif
