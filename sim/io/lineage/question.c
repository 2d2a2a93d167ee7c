#include "io/lineage/question.h"

#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

/* What a question can mean: who has this id, and who has this number; -1: nobody. */
struct meaning {
    int32_t by_id, by_number;
    bool several; /* have this id */
    bool numeric; /* some ids are numbers themselves */
};

static struct meaning meaning_of(const char *text, const struct question *question)
{
    struct meaning meaning = {.by_id = -1, .by_number = -1};
    const struct labels *labels = question->labels;
    int64_t number;
    for (int32_t i = 0; i < labels->count; i++) {
        meaning.numeric = meaning.numeric || number_read_whole(labels->text[i], &number) == NUMBER_FINE;
        if (strcmp(labels->text[i], text) != 0) continue;
        meaning.several = meaning.by_id >= 0;
        if (!meaning.several) meaning.by_id = i;
    }
    if (number_read_whole(text, &number) == NUMBER_FINE && number >= 0 && number < question->count)
        meaning.by_number = (int32_t)number;
    return meaning;
}

static const char *label(const void *labels, int i)
{
    return ((const struct labels *)labels)->text[i];
}

enum status question_answer(const struct question *question, int32_t *found, struct message *message)
{
    const char *text = question->text, *kind = question->kind;
    bool as_id = strncmp(text, "id:", 3) == 0, as_number = strncmp(text, "number:", 7) == 0;
    if (as_id || as_number) text = strchr(text, ':') + 1;
    struct meaning meaning = meaning_of(text, question);
    int32_t by_id = as_number ? -1 : meaning.by_id, by_number = as_id ? -1 : meaning.by_number;
    *found = by_id >= 0 ? by_id : by_number;
    if (by_id >= 0 && meaning.several)
        return message_set(
            message, STATUS_INPUT, "several %ss are called '%s'; ask by number:N", kind, text_excerpt(text).text);
    bool unclear = !as_number && by_number >= 0 && by_number != by_id && meaning.numeric;
    if (unclear && by_id >= 0)
        return message_set(message, STATUS_INPUT,
            "'%s' is the id of %s %ld and the number of another: ask for id:%s or number:%s", text, kind, (long)by_id,
            text, text);
    if (unclear)
        return message_set(
            message, STATUS_INPUT, "no %s has the id '%s'; if it is meant as a number: number:%s", kind, text, text);
    if (*found >= 0) return STATUS_OK;
    if (question->count == 0) return message_set(message, STATUS_INPUT, "there is no %s in this run", kind);
    const bool number = as_number || number_read_whole(text, &(int64_t){0}) == NUMBER_FINE;
    const char *nearest = number ? NULL : text_nearest(text, question->labels->count, label, question->labels);
    return message_set(message, STATUS_INPUT, "there is no %s '%s'; they are numbered from 0 to %lld%s", kind,
        text_excerpt(text).text, (long long)question->count - 1,
        text_suggestion(nearest ? text_excerpt(nearest).text : NULL).text);
}
