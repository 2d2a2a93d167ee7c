#include <stdlib.h>
#include <string.h>

#include "recording/recording.h"
#include "scenario/parameters.h"

static void put_value(struct json_buffer *json, const struct scenario *scenario, const struct parameter *parameter)
{
    char *text = parameter_text(scenario, parameter);
    if (!text)
        json->short_of_memory = true;
    else if (parameter_is_text(parameter))
        json_put_quoted(json, text);
    else
        json_put(json, text);
    free(text);
}

/* What a section is called in the one that it is a part of, or NULL: it is no part of that. */
static const char *name_within(const struct section *section, const struct section *whole)
{
    const size_t length = strlen(whole->path);
    const bool below =
        length == 0 || (strncmp(section->path, whole->path, length) == 0 && section->path[length] == '.');
    const char *name = section->path + (length ? length + 1 : 0);
    return below && section != whole && !strchr(name, '.') ? name : NULL;
}

static void put_section(struct json_buffer *json, const struct scenario *scenario, const struct section *whole)
{
    bool first = true;
    json_put(json, "{");
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (parameter->section != whole || parameter_is_default(scenario, parameter)) continue;
        json_put_between(json, first);
        json_put_name(json, parameter->name);
        put_value(json, scenario, parameter);
        first = false;
    }
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const char *name = name_within(&section_table[i], whole);
        if (!name || !section_present(scenario, &section_table[i])) continue;
        json_put_between(json, first);
        json_put_name(json, name);
        put_section(json, scenario, &section_table[i]);
        first = false;
    }
    json_put(json, "}");
}

void recording_print_scenario(const struct scenario *scenario, struct json_buffer *json)
{
    put_section(json, scenario, section_find(""));
}
