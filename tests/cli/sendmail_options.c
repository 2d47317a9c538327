/* SPDX-License-Identifier: MIT */
/*
 * sendmail_options - prints the table of shim/send/send_options.c for the tests
 *
 *     sendmail_options rows    OPTION TAB ARG TAB DOES TAB ANSWER, a line for each option; "-": none
 *     sendmail_options page    the list as mailbearer-send(1) has it
 */
#include <stdio.h>
#include <string.h>

#include "shim/send/send_options.h"

static const char *const does[] = {
	[MB_SENDMAIL_NOTHING] = "nothing",
	[MB_SENDMAIL_QUEUE] = "queue",
	[MB_SENDMAIL_SERVER] = "server",
	[MB_SENDMAIL_REFUSED] = "refused",
};

static void print_rows(const struct mb_sendmail_option *row)
{
	size_t len;

	for (const char *word = row->option; *word; word += len + (word[len] == ' ')) {
		len = strcspn(word, " ");
		printf("%.*s\t%s\t%s\t%s\n", (int)len, word, row->arg ? row->arg : "-",
		       does[row->does], row->answer ? row->answer : "-");
	}
}

/* A value in brackets is joined to its option or not there, one without may stand apart. */
static void print_item(const struct mb_sendmail_option *row)
{
	size_t len;

	printf(".It");
	for (const char *word = row->option; *word; word += len + (word[len] == ' ')) {
		len = strcspn(word, " ");
		printf("%s Fl %.*s", word == row->option ? "" : " ,", (int)len, word);
	}
	if (row->arg && *row->arg == '[')
		printf(" Ns Oo Ar %.*s Oc", (int)strlen(row->arg) - 2, row->arg + 1);
	else if (row->arg)
		printf(" Ar %s", row->arg);
	printf("\n%s\n", row->what);
}

int main(int argc, char **argv)
{
	const struct mb_sendmail_option *row = mb_sendmail_options;

	for (; argc == 2 && row->option; row++)
		if (strcmp(argv[1], "page") == 0)
			print_item(row);
		else
			print_rows(row);
	return argc == 2 ? 0 : 1;
}
