/* SPDX-License-Identifier: MIT */
#include "front/front.h"

#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/env.h"
#include "base/process.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "global/build.h"
#include "global/log.h"

/* Warn that the program cannot be run. Perhaps mailbearer is being upgraded just now: an MTA
 * must not bounce a message for that. */
static int warn_cannot_run(const char *path)
{
	mb_warnx(
	    _("cannot run %s: %m: try again, and if that does not help, install mailbearer again"),
	    path);
	return EX_TEMPFAIL;
}

int main(int argc, char **argv)
{
	struct mb_front_request request;
	char *path;
	int rc = -1;

	mb_process_harden();
	if (mb_front_parse(&request, argc, argv))
		rc = mb_front_token(&request);
	if (rc >= 0)
		return rc;
	mb_env_cleanse();
	path = mb_xasprintf("%s/mailbearer-%s", mb_build.program_dir, mb_front_program(argc, argv));
	execv(path, argv);
	rc = warn_cannot_run(path);
	free(path);
	return rc;
}
