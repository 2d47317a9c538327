/* SPDX-License-Identifier: MIT */
/* ACCOUNT.json and ACCOUNT.status. */
#include "fuzz.h"

#include "store/record.h"
#include "store/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size);
	struct mb_err err = MB_ERR_INIT;
	struct mb_record record;
	struct mb_status status;
	bool absent = false;

	if (!mb_record_load(&record, path, &absent, &err))
		fuzz_must(!absent && err.code != MB_OK && err.text);
	mb_record_fini(&record);
	mb_err_clear(&err);
	if (!mb_status_load(&status, path, &err))
		fuzz_must(err.code != MB_OK && err.text);
	mb_status_fini(&status);
	mb_err_clear(&err);
	return 0;
}
