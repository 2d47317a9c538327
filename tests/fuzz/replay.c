/* SPDX-License-Identifier: MIT */
/* main() for a harness without libFuzzer: replay_NAME runs corpus/NAME, or the files it is given. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX (1024 * 1024)

static int replay(const char *path)
{
	uint8_t *data = malloc(INPUT_MAX);
	FILE *f = fopen(path, "re");
	size_t n;

	if (!data || !f) {
		printf("# cannot read %s\n", path);
		free(data);
		return 0;
	}
	n = fread(data, 1, INPUT_MAX, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 1;
}

static int replay_corpus(const char *name)
{
	const char *src = getenv("MB_SRC");
	char path[1024];
	struct dirent *e;
	int n = 0;
	DIR *d;

	snprintf(path, sizeof(path), "%s/tests/fuzz/corpus/%s", src ? src : ".", name);
	d = opendir(path);
	while (d && (e = readdir(d))) {
		if (*e->d_name == '.')
			continue;
		snprintf(path, sizeof(path), "%s/tests/fuzz/corpus/%s/%s", src ? src : ".", name,
			 e->d_name);
		n += replay(path);
	}
	if (d)
		closedir(d);
	return n;
}

int main(int argc, char **argv)
{
	const char *name = strstr(argv[0], "replay_");
	int n = 0;

	if (name)
		name += strlen("replay_");
	for (int i = 1; i < argc; i++)
		n += replay(argv[i]);
	if (argc == 1 && name)
		n = replay_corpus(name);
	printf("%sok 1 - %d inputs\n1..1\n", n > 0 ? "" : "not ", n);
	return n > 0 ? 0 : 1;
}
