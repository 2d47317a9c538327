/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void mb_process_harden(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
	/* A file that may not grow (ulimit -f) is an error to report, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
}

bool mb_process_std_fds(bool no_stdin)
{
	int fd;

	if (no_stdin)
		close(STDIN_FILENO);
	do {
		fd = open("/dev/null", O_RDWR);
		if (fd < 0)
			return false;
	} while (fd <= STDERR_FILENO);
	close(fd);
	return true;
}
