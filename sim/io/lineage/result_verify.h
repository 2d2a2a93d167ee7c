/* Does a result hold what it says? Checksum, digests, and every invariant of the lineage. */
#ifndef IO_RESULT_VERIFY_H
#define IO_RESULT_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* Not recorded: there were such events, and the scenario did not ask for them to be written. */
enum verdict { VERDICT_OK, VERDICT_FAILED, VERDICT_NOT_RECORDED };

/* One thing checked. `checked` items were looked at, `failed` of them are wrong; `detail` says what was found, or the
 * first that is wrong. */
struct finding {
    enum verdict verdict;
    int64_t checked, failed;
    const char *subject; /* static: "content checksum", "sources are earlier adoptions", ... */
    char detail[MESSAGE_LENGTH];
};

enum { FINDINGS_MOST = 64 };

struct verification {
    int count;
    struct finding finding[FINDINGS_MOST];
};

/* Checks the finished file at `path`. All checks are made, whatever the first ones say.
 * STATUS_OK: everything holds. STATUS_DAMAGED: at least one finding failed; the message sums up. STATUS_READ,
 * STATUS_INPUT, STATUS_MEMORY: it could not be checked. Cost: reads everything once; the lineage in memory. */
MUST_USE enum status result_verify(const char *path, struct verification *verification, struct message *message);

#endif
