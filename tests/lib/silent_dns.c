/* SPDX-License-Identifier: MIT */
/*
 * silent_dns COMMAND...: runs it where the only nameserver takes questions and never answers
 *
 * In a network and a mount namespace of its own: there the port 53 of the loopback interface is free,
 * and /etc/resolv.conf can be another. Who is not root gets a user namespace too. Exit status 99:
 * the namespaces cannot be had.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANNOT  99
#define HIGH_FD 100

_Noreturn static void cannot(const char *what)
{
	perror(what);
	exit(CANNOT);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || write(fd, text, strlen(text)) < 0 || close(fd) < 0)
		cannot(path);
}

static void new_namespaces(void)
{
	uid_t uid = geteuid();
	char map[64];

	if (unshare(CLONE_NEWNS | CLONE_NEWNET | (uid ? CLONE_NEWUSER : 0)) < 0)
		cannot("unshare");
	if (uid) {
		snprintf(map, sizeof(map), "%u %u 1", (unsigned)uid, (unsigned)uid);
		write_file("/proc/self/uid_map", map);
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		cannot("mount");
}

static void replace_file(const char *path, const char *text)
{
	char tmp[] = "/tmp/silent_dns.XXXXXX";
	int fd = mkstemp(tmp);

	if (fd < 0)
		cannot(tmp);
	close(fd);
	write_file(tmp, text);
	if (chmod(tmp, 0644) < 0 || mount(tmp, path, NULL, MS_BIND, NULL) < 0)
		cannot(path);
	unlink(tmp);
}

static void loopback_up(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq request = { .ifr_flags = IFF_UP };

	strcpy(request.ifr_name, "lo");
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0)
		cannot("lo");
	close(fd);
}

/* Stays open in the command, where nobody reads what comes. Out of the way: mailbearer moves its lock to
 * descriptor 3. */
static void open_nameserver(void)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_port = htons(53),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0)
		cannot("port 53");
	if (fcntl(fd, F_DUPFD, HIGH_FD) < 0)
		cannot("descriptor");
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return CANNOT;
	new_namespaces();
	replace_file("/etc/resolv.conf", "nameserver 127.0.0.1\n");
	loopback_up();
	open_nameserver();
	execvp(argv[1], argv + 1);
	cannot(argv[1]);
}
