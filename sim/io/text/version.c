/* The build passes SELFORG_VERSION and SELFORG_COMMIT to this file alone, so that a new commit compiles nothing else.
 */
#include "io/text/version.h"

const char *version_number(void)
{
    return SELFORG_VERSION;
}

const char *version_commit(void)
{
    return SELFORG_COMMIT;
}

const char *version_compiler(void)
{
#ifdef __clang__
    return __VERSION__;
#else
    return "GCC " __VERSION__;
#endif
}
