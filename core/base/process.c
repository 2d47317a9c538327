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
	/* With a limit on file sizes (ulimit -f), let write() fail, so that the failure is reported. */
	signal(SIGXFSZ, SIG_IGN);
}

bool mb_process_std_fds(bool no_stdin)
{
	int fd;

	if (no_stdin)
		close(STDIN_FILENO);
	do {
		/* If stdout is closed, writing the answer must fail, not vanish in /dev/null. open() returns
		 * the lowest free descriptor, which is 1 only if 0 is open. */
		bool answer = fcntl(STDIN_FILENO, F_GETFD) >= 0 &&
			      fcntl(STDOUT_FILENO, F_GETFD) < 0;

		/* Flags that are no constant cost the front one more function of libc, which checks them. */
		fd = answer ? open("/dev/null", O_RDONLY) : open("/dev/null", O_RDWR);
		if (fd < 0)
			return false;
	} while (fd <= STDERR_FILENO);
	close(fd);
	return true;
}
