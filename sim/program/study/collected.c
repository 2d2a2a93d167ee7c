#include "program/study/collected.h"

#include "program/terminal/figures.h"

void collected_tell(const struct collected *collected, const struct study *study, FILE *stream)
{
    if (collected->before_branch == 0) return;
    fprintf(stream,
        "note: %s of %s runs ended before branch_step %lld: what varies never took its values in them, and that they "
        "do not differ says nothing\n",
        figure_count(collected->before_branch).text, figure_count(collected->runs).text, (long long)study->branch_step);
}
