/* What there is, whatever the scenario: observables, parameters and tables of events, each with its unit and sentence.
 */
#include <string.h>

#include "selforg.h"

#include "model/record/events.h"
#include "model/record/observation.h"
#include "scenario/parameters.h"

/* ---- observables ---- */

static const struct observable_info *observable(int64_t i)
{
    return i >= 0 && i < OBSERVABLE_COUNT ? &observable_table[i] : NULL;
}

const char *selforg_observable_name(int64_t i)
{
    return observable(i) ? observable(i)->name : NULL;
}

const char *selforg_observable_unit(int64_t i)
{
    return observable(i) ? observable(i)->unit : NULL;
}

const char *selforg_observable_sentence(int64_t i)
{
    return observable(i) ? observable(i)->sentence : NULL;
}

const char *selforg_observable_dimension(int64_t i)
{
    return observable(i) ? dimension_table[observable(i)->dimension].name : NULL;
}

/* ---- parameters ---- */

const char *selforg_parameter_unit(const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    return found ? found->unit : NULL;
}

const char *selforg_parameter_sentence(const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    return found ? found->doc : NULL;
}

selforg_kind selforg_parameter_kind(const char *parameter)
{
    static const selforg_kind kinds[] = {
        [PARAMETER_REAL] = SELFORG_NUMBER,
        [PARAMETER_COUNT] = SELFORG_WHOLE,
        [PARAMETER_FLAG] = SELFORG_FLAG,
        [PARAMETER_CHOICE] = SELFORG_TEXT,
        [PARAMETER_TEXT] = SELFORG_TEXT,
        [PARAMETER_NAMED] = SELFORG_NAMED,
        [PARAMETER_CHANGES] = SELFORG_NAMED,
        [PARAMETER_ARRIVALS] = SELFORG_TEXT,
    };
    const struct parameter *found = parameter_find(parameter);
    return found ? kinds[found->type] : SELFORG_NOTHING;
}

/* ---- tables of events ---- */

static const struct event_table_info *table_at(int64_t i)
{
    return i >= 0 && i < EVENT_TABLE_COUNT ? &event_tables[i] : NULL;
}

static const struct event_column *column_at(const char *table, int64_t i)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        if (strcmp(event_tables[t].name, table) == 0)
            return i >= 0 && i < event_tables[t].column_count ? &event_tables[t].columns[i] : NULL;
    return NULL;
}

const char *selforg_table_name(int64_t i)
{
    return table_at(i) ? table_at(i)->name : NULL;
}

const char *selforg_table_sentence(int64_t i)
{
    return table_at(i) ? table_at(i)->sentence : NULL;
}

const char *selforg_column_name(const char *table, int64_t i)
{
    const struct event_column *column = column_at(table, i);
    return column ? column->name : NULL;
}

const char *selforg_column_unit(const char *table, int64_t i)
{
    const struct event_column *column = column_at(table, i);
    return column ? column->unit : NULL;
}

const char *selforg_column_sentence(const char *table, int64_t i)
{
    const struct event_column *column = column_at(table, i);
    return column ? column->sentence : NULL;
}

const char *selforg_column_word(const char *table, int64_t i, int64_t code)
{
    const struct event_column *column = column_at(table, i);
    return column && code >= 0 && code < column->category_count ? column->categories[code].name : NULL;
}
