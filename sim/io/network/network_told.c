#include "io/network/network_told.h"

#include "io/text/characters.h"
#include "scenario/text.h"

static void tell_count(int64_t count, const char *one, const char *several, FILE *stream)
{
    fprintf(stream, ", %s", text_count(count, one, several).text);
}

static void tell_words(const char *before, const char *words, FILE *stream)
{
    fputs(before, stream);
    characters_show(words && *words ? words : "nothing", stream);
}

static void tell_ties(const struct edge_list *list, FILE *stream)
{
    const char *added = list->weight_is_trust ? " (the mean of their trust)" : " (their weights added)";
    const char *without = list->weight ? added : " left out";
    tell_count(list->edge_count, "tie", "ties", stream);
    fprintf(stream, ", %s, %s", list->directed ? "directed" : "undirected", list->weight ? "weighted" : "not weighted");
    tell_count(list->self_loops, "self-loop left out", "self-loops left out", stream);
    tell_count(list->duplicates, "duplicate", "duplicates", stream);
    if (list->duplicates > 0) fputs(without, stream);
    if (list->both_ways > 0) tell_count(list->both_ways, "tie given both ways", "ties given both ways", stream);
    tell_count(list->isolated, "isolate", "isolates", stream);
}

void network_tell(const struct edge_list *list, const struct scenario *scenario, FILE *stream)
{
    const struct network_words *words = &list->words;
    const bool ties = scenario->network.kind == NETWORK_FILE;
    fputs(ties ? "network from " : "people from ", stream);
    characters_show(ties ? scenario->network.edges : scenario->network.nodes, stream);
    fprintf(stream, ": %s", text_count(list->agent_count, "node", "nodes").text);
    if (ties) tell_ties(list, stream);
    if (list->unit_count > 0) tell_count(list->unit_count, "unit", "units", stream);
    tell_words("; used: ", words->used, stream);
    tell_words("; ignored: ", words->ignored, stream);
    if (list->weight && !scenario_has(scenario, FEATURE_TRUST))
        fputs("; weights do nothing here: without projects and communities ties have no trust", stream);
    if (words->notes && *words->notes) tell_words("; ", words->notes, stream);
}
