/* SPDX-License-Identifier: MIT */
/*
 * brought - sentences about a client id that comes with the build of a plugin (mb_account_brought_id())
 */
#ifndef MB_BROUGHT_H
#define MB_BROUGHT_H

#include "base/text.h"

#define MB_BROUGHT                                                                                 \
	N_("the client id that comes with the plugin; it belongs to whoever built the plugin, "    \
	   "not to you")
#define MB_BROUGHT_BLOCKED                                                                         \
	N_("Your organization may block it, or an administrator have to consent to it first.")
#define MB_BROUGHT_CHANGED                                                                         \
	N_("When its owner changes or ends it, everybody who uses it has to sign in again.")

#endif
