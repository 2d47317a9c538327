/* SPDX-License-Identifier: MIT */
/* The paths of the programs that the tests run: all in the build tree, and data in the source tree. */
#include "global/build.h"

struct mb_build mb_build = {
	.config = MB_TEST_DIR "/tmp/etc/mailbearer.conf",
	.state_dir = MB_TEST_DIR "/tmp/var",
	.program_dir = MB_TEST_DIR,
	.plugin_dir = MB_TEST_DIR "/../plugins/.libs",
	.snippet_dir = MB_SNIPPET_DIR,
	.locale_dir = MB_TEST_DIR "/locale",
	.testable = true,
};
