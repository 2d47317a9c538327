/* SPDX-License-Identifier: MIT */
#include "base/signals.h"

#include <signal.h>
#include <stddef.h>

static sigset_t before_hold;
static int holds;

void mb_signals_hold(void)
{
	sigset_t held;

	if (holds++)
		return;
	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGQUIT);
	sigaddset(&held, SIGPIPE);
	sigprocmask(SIG_BLOCK, &held, &before_hold);
}

void mb_signals_release(void)
{
	if (--holds == 0)
		sigprocmask(SIG_SETMASK, &before_hold, NULL);
}

bool mb_signals_pending(void)
{
	sigset_t come;

	return sigpending(&come) == 0 &&
	       (sigismember(&come, SIGINT) == 1 || sigismember(&come, SIGTERM) == 1 ||
		sigismember(&come, SIGHUP) == 1 || sigismember(&come, SIGQUIT) == 1);
}

void mb_signals_reset(void)
{
	sigset_t none;

	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}
