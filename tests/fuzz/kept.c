/* A fuzz target without its fuzzer: takes what is kept in tests/fuzz/NAME, the files it is called with, one after the
 * other. So what a target makes before cannot come to be refused between two times that it is fuzzed. */
#include "fuzz/fuzz.h"

/* What targets leave in memory, under the number of this process. */
static void clear(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf /dev/shm/selforg-fuzz-%d /dev/shm/selforg-fuzz-%d[!0-9]*", (int)getpid(),
        (int)getpid());
    demand(system(command) == 0, "what was left is removed");
}

__attribute__((weak)) int LLVMFuzzerInitialize(int *count, char ***arguments);

int main(int count, char **arguments)
{
    clear();
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&count, &arguments);
    demand(count > 1, "something is kept");
    for (int i = 1; i < count; i++) {
        size_t size;
        uint8_t *data = read_file(arguments[i], &size);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    clear();
    printf("%d kept inputs taken\n", count - 1);
    return 0;
}
