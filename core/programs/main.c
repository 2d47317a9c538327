/* SPDX-License-Identifier: MIT */
#include "programs/programs.h"

#include "base/env.h"
#include "base/json.h"
#include "base/process.h"
#include "cli/command_line.h"
#include "net/http.h"

int main(int argc, char **argv)
{
	mb_process_harden();
	mb_env_cleanse(); /* again: somebody may run this program without the front */
	if (!mb_process_std_fds(false))
		return 74; /* EX_IOERR; there is no stderr to report it to */
	mb_json_init();
	mb_http_init();
	return mb_command_line(argc, argv, VERBS);
}
