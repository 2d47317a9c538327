/* SPDX-License-Identifier: MIT */
/*
 * crowd N INPUT OUTPUT COMMAND...: runs N copies of a command at the same moment.
 *
 * Each reads INPUT as its stdin and appends to OUTPUT. All are forked first, then let go together.
 * Prints how many ended with 0; exits with 0 if all did.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(int gate, const char *input, const char *output, char **command)
{
	int in = open(input, O_RDONLY | O_CLOEXEC);
	int out = open(output, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	char c;

	if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0)
		_exit(126);
	while (read(gate, &c, 1) < 0 && errno == EINTR)
		continue;
	execvp(*command, command);
	_exit(127);
}

int main(int argc, char **argv)
{
	long wanted = argc > 4 ? strtol(argv[1], NULL, 10) : 0;
	long started = 0, good = 0;
	int gate[2], status;

	if (wanted < 1 || pipe2(gate, O_CLOEXEC) < 0) {
		fputs("usage: crowd N INPUT OUTPUT COMMAND...\n", stderr);
		return 64;
	}
	while (started < wanted) {
		pid_t pid = fork();

		if (pid < 0) {
			perror("crowd: fork");
			break;
		}
		if (pid == 0) {
			close(gate[1]);
			child(gate[0], argv[2], argv[3], argv + 4);
		}
		started++;
	}
	close(gate[1]);
	while (wait(&status) > 0)
		good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	printf("%ld\n", good);
	return good == wanted ? 0 : 1;
}
