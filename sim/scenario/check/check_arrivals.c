/* check_arrivals: opportunities that are given, row by row. */
#include <stdlib.h>
#include <string.h>

#include "scenario/arrivals.h"
#include "scenario/check/check_inner.h"

static const char path[] = "opportunities.arrivals";

/* Where a column is named, "teams.csv:1:3: "; "" where no table is known. */
static struct arrival_place arrivals_header(const struct arrivals *arrivals, enum arrival_column column)
{
    struct arrival_place place = {""};
    if (*arrivals->file) place = arrivals_place(arrivals, -1, column);
    if (*arrivals->file) strcat(place.text, ": ");
    return place;
}

/* What has a value in a column makes a difference. */
static void needs(struct trial *trial, enum arrival_column column, bool has_effect, const char *reason)
{
    const struct arrivals *arrivals = &trial->scenario->opportunities.arrivals;
    if (arrivals->says[column] && !has_effect)
        trial_refuse(trial, path, "%s%s has no effect: %s", arrivals_header(arrivals, column).text,
            arrival_words[column], reason);
}

static void check_columns(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    const bool projects = scenario->projects.present;
    const bool several_units = scenario->network.kind == NETWORK_FILE || scenario->network.units > 1;
    const bool stay = !scenario->renew.present || !(scenario->renew.turnover_probability.most > 0);
    needs(trial, ARRIVAL_SIZE, projects, "the section 'projects' is absent, and with it teams");
    needs(trial, ARRIVAL_DOMAIN, scenario->landscape.domains > 1, "there is one domain (landscape.domains)");
    needs(trial, ARRIVAL_UNIT, several_units, "there is one unit (network.units)");
    needs(trial, ARRIVAL_MEMBERS, projects, "the section 'projects' is absent, and with it teams");
    needs(trial, ARRIVAL_MEMBERS, scenario->team.rule == TEAM_ASSEMBLY,
        "team.rule is invitation: people decide for themselves whether to join; with assembly it is used");
    if (scenario->opportunities.arrivals.says[ARRIVAL_MEMBERS] && !stay)
        trial_refuse(trial, path,
            "%smembers: whoever leaves has a newcomer in the place and under the name "
            "(renew.turnover_probability): it must be 0",
            arrivals_header(&scenario->opportunities.arrivals, ARRIVAL_MEMBERS).text);
}

static void at_most(
    struct trial *trial, int64_t row, enum arrival_column column, int64_t value, int64_t most, const char *what)
{
    if (value > most)
        trial_refuse(trial, path, "%s: %s: %lld must be at most %s, which is %lld",
            arrivals_place(&trial->scenario->opportunities.arrivals, row, column).text, arrival_words[column],
            (long long)value, what, (long long)most);
}

static int64_t highest(uint64_t skills)
{
    int64_t skill = 0;
    while (skills >>= 1) skill++;
    return skill;
}

static void check_row(struct trial *trial, const struct arrival *row, int64_t i)
{
    const struct scenario *scenario = trial->scenario;
    at_most(trial, i, ARRIVAL_DOMAIN, row->domain, scenario->landscape.domains - 1, "landscape.domains - 1");
    at_most(trial, i, ARRIVAL_SKILLS, highest(row->skills), scenario->people.skills - 1, "people.skills - 1");
    if (!scenario->projects.present) return;
    if (row->size > 0) at_most(trial, i, ARRIVAL_MEMBERS, row->member_count, row->size, "the size of the row");
    at_most(trial, i, ARRIVAL_MEMBERS, row->member_count, scenario->team.max, "team.max");
    at_most(trial, i, ARRIVAL_SIZE, row->size, scenario->team.max, "team.max");
}

/* The rows with the names that there are, if they are known, looked at one by one. */
static void check_rows(struct trial *trial, const struct names_there *there)
{
    struct arrival_list rows;
    struct numbers members;
    struct message why = {""};
    enum status status = arrivals_resolve(&trial->scenario->opportunities.arrivals, there, &rows, &members, &why);
    if (status != STATUS_OK) trial_refuse(trial, path, "%s", why.text);
    if (status != STATUS_OK) trial->status = status;
    for (int64_t i = 0; i < rows.count && !trial->culprit; i++) check_row(trial, &rows.items[i], i);
    array_free(&rows);
    array_free(&members);
}

void check_arrivals(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    const struct names_there drawn = {.agents = network->agents, .units = network->units};
    if (!trial->scenario->opportunities.present || trial->scenario->opportunities.arrivals.count == 0) return;
    check_columns(trial);
    if (!trial->culprit) check_rows(trial, people_are_given(network) ? NULL : &drawn);
}

void check_arrival_names(struct trial *trial, const struct names_there *there)
{
    if (trial->scenario->opportunities.present) check_rows(trial, there);
}
