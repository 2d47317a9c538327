/* SPDX-License-Identifier: MIT */
#include "base/nearest.h"

#include <string.h>

#define WORD_MAX 40 /* letters; longer words are never compared */
#define FAR      3  /* distance from which two words count as different */

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* Count the letters to add, remove, change or swap with their neighbour to turn `a` into `b` (optimal string
 * alignment). */
static int distance(const char *a, const char *b)
{
	int la = (int)strlen(a), lb = (int)strlen(b);
	int d[WORD_MAX + 1][WORD_MAX + 1];

	if (la > WORD_MAX || lb > WORD_MAX)
		return FAR;
	for (int i = 0; i <= la; i++) {
		for (int j = 0; j <= lb; j++) {
			int change = i > 0 && j > 0 && a[i - 1] != b[j - 1];

			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = min(d[i - 1][j - 1] + change, min(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[la][lb];
}

const char *mb_nearest(const char *word, const char *const *words, size_t n)
{
	const char *best = NULL;
	int least = FAR;

	for (size_t i = 0; i < n; i++) {
		int here = distance(word, words[i]);

		if (here < least) {
			least = here;
			best = words[i];
		}
	}
	return best;
}
