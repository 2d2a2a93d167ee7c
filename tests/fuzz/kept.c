/* A fuzz target without its fuzzer: takes what is kept in tests/fuzz/NAME, the files it is called with, one after the
 * other. So a target cannot come to be out of date between two times that it is fuzzed. */
#include "fuzz/fuzz.h"

__attribute__((weak)) int LLVMFuzzerInitialize(int *count, char ***arguments);

int main(int count, char **arguments)
{
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&count, &arguments);
    demand(count > 1, "something is kept");
    for (int i = 1; i < count; i++) {
        size_t size;
        uint8_t *data = read_file(arguments[i], &size);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    printf("%d kept inputs taken\n", count - 1);
    return 0;
}
