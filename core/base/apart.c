/* SPDX-License-Identifier: MIT */
#include "base/apart.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/signals.h"

int mb_apart(int (*work)(void *arg), void *arg, int *signal_r)
{
	int status = 0;
	pid_t pid, ended;

	*signal_r = 0;
	mb_signals_hold();
	pid = fork();
	if (pid <= 0)
		mb_signals_release();
	if (pid < 0)
		return work(arg);
	if (pid == 0)
		exit(work(arg));
	do
		ended = waitpid(pid, &status, 0);
	while (ended < 0 && errno == EINTR);
	mb_signals_release();
	if (ended == pid && WIFEXITED(status))
		return WEXITSTATUS(status);
	*signal_r = ended == pid && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	return EX_SOFTWARE;
}
