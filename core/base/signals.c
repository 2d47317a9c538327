/* SPDX-License-Identifier: MIT */
#include "base/signals.h"

#include <signal.h>
#include <stddef.h>

static const int deadly[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

#define N_DEADLY (sizeof(deadly) / sizeof(*deadly))

static sigset_t before_hold;
static int holds;
static volatile pid_t taken_along;

void mb_signals_hold(void)
{
	sigset_t held;

	if (holds++)
		return;
	sigemptyset(&held);
	for (size_t i = 0; i < N_DEADLY; i++)
		sigaddset(&held, deadly[i]);
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
	bool any = false;
	sigset_t come;

	if (sigpending(&come) != 0)
		return false;
	for (size_t i = 0; i < N_DEADLY; i++)
		any = any || sigismember(&come, deadly[i]) == 1;
	return any;
}

static void kill_and_die(int sig)
{
	if (taken_along > 0)
		kill(-taken_along, SIGKILL);
	signal(sig, SIG_DFL);
	raise(sig); /* delivered when this handler returns */
}

void mb_signals_take_along(pid_t group)
{
	void (*from)(int) = group ? SIG_DFL : kill_and_die;
	struct sigaction now, then = { .sa_handler = group ? kill_and_die : SIG_DFL };

	sigfillset(&then.sa_mask);
	if (group)
		taken_along = group;
	for (size_t i = 0; i < N_DEADLY; i++)
		if (sigaction(deadly[i], NULL, &now) == 0 && now.sa_handler == from)
			sigaction(deadly[i], &then, NULL);
	taken_along = group;
}

void mb_signals_reset(void)
{
	sigset_t none;

	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}
