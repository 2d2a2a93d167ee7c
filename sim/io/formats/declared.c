#include "io/formats/declared.h"

#include <stdlib.h>

#include "io/formats/xml.h"

enum status declared_add(struct declared_list *list, struct declared attribute, const char *id, const char *name)
{
    if (!array_push(list, attribute)) return STATUS_MEMORY;
    struct declared *kept = &list->items[list->count - 1];
    enum status status = xml_keep(&kept->id, id);
    return status == STATUS_OK ? xml_keep(&kept->name, name) : status;
}

const struct declared *declared_missing(
    const struct declared_list *list, enum inside inside, int64_t element, int64_t *i)
{
    while (*i < list->count) {
        const struct declared *one = &list->items[(*i)++];
        bool meant = inside == IN_NODE ? one->of_nodes : one->of_ties;
        if (meant && one->standard && one->seen != element) return one;
    }
    return NULL;
}

void declared_free(struct declared_list *list)
{
    for (int64_t i = 0; i < list->count; i++) {
        free(list->items[i].id);
        free(list->items[i].name);
        free(list->items[i].standard);
    }
    array_free(list);
}
