/* SPDX-License-Identifier: MIT */
/* A config of msmtp. */
#include "fuzz.h"

#include <string.h>

#include "base/buf.h"
#include "cmd/setup/msmtprc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf text;

	if (size > 16384)
		return 0;
	mb_buf_init(&text, size + 1);
	mb_buf_add(&text, data, size);
	if (mb_msmtprc_parse(&rc, "msmtprc", &text, &err)) {
		fuzz_must(rc.n <= MB_MSMTPRC_ACCOUNTS);
		for (size_t i = 0; i < rc.n; i++)
			fuzz_must(rc.accounts[i].name && !strpbrk(rc.accounts[i].name, " \t\n:") &&
				  (!rc.accounts[i].host || *rc.accounts[i].host));
	} else {
		fuzz_must(rc.n == 0 && err.code == MB_E_DATA && !strchr(err.text, '\n'));
	}
	mb_msmtprc_fini(&rc);
	mb_err_clear(&err);
	mb_buf_fini(&text);
	return 0;
}
