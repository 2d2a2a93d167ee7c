/* Every key of the table, under every rule of adoption, every word of every choice, and with every mechanism left out:
 * a key that is said to have an effect changes what happens, and a key that is refused changes nothing. There is no
 * third.
 *
 * Include after <cmocka.h>.
 */
#ifndef MODEL_KEYS_H
#define MODEL_KEYS_H

#include "model/worlds.h"
#include "network/edges.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"
#include "scenario/numbers.h"

/* Small and lively: in a few steps everything happens that can. */
static const char *const small_and_lively[] = {
    "steps = 30; network.agents = 48; network.units = 4; network.mean_degree = 6; network.group_size = 6",
    "network.ties_per_newcomer = 2; network.degrees = {4: 1, 6: 1}; landscape.domains = 2",
    "landscape.context_weight = 0.2; landscape.bits = 4; start.users = 4; opportunities.arrival_rate = 60",
    "opportunities.difficulty_mean = 1; opportunities.skills_needed = 2; opportunities.worsening = 0.3",
    "opportunities.systemic_probability = 0.5; opportunities.systemic_span = 2; opportunities.relief = 1",
    "create.making_rate = 0.3; create.memory_steps = 6; relax; long_projects.difficulty_factor = 2",
    "projects.max_duration = 6; projects.load = 0.05; sense.noticing_probability = 0.5",
    "sense.bridging_fraction = 0.5; initiate.handover_probability = 0.5",
    "projects.letting_go_probability = 0.2; team.succession_probability = 0.7; team.min = 2; team.max = 4",
    "experiment.resources = 8; experiment.exploration_probability = 0.4; experiment.memory = 3",
    "experiment.groupthink = 0.5; experiment.recombination_probability = 0.3",
    "conclude.continuation_probability = 0.5; debrief.depth = 0.7; closeness; tell.probability = 0.3",
    "tell.observation_probability = 0.2; tell.inquiry_probability = 0.5; tell.steps_after_end = 3",
    "adoption; adoption.turn_probability = 0.7; adoption.look.sample = 3; adoption.look.telling_steps = 9",
    "adoption.accept.beta = 0.2; adoption.accept.innovation = 0.02; adoption.accept.cost = 0.05",
    "adoption.accept.threshold = 0.8; adoption.accept.above = 0.8; adoption.accept.below = 0.1",
    "adoption.copy.take = 0.8; adoption.drop.probability = 0.1; organisational_code.learning = 0.05",
    "organisational_code.socialisation = 0.05; individual_search.trial_probability = 0.2",
    "use.outcome_probability = 0.3; renew.turnover_probability = 0.02; renew.transfer_probability = 0.05",
    "renew.trust_decay = 0.05; renew.min_trust = 0.3; stances.initial_initiating = 0.4",
    "loss.old_fraction = 0.9; loss.confidence_shift = 0.3; loss.guarding_effect = 0.5",
    "loss.care_probability = 0.3; resources; diagnosis.initial_skill = 0.5",
    "diagnosis.expert_fraction = 0.2; diagnosis.expert_weight = 0.5; experiment.max_action_size = 2",
    "leaders.encouragement_shift = 0.1; protection.prevalence_limit = 0.6; training.first_step = 2",
    "training.every = 5; units; reorganisation.first_step = 3; reorganisation.every = 7",
    "reorganisation.on_recognition = true; weavers.fraction = 0.3; weavers.introduction_probability = 0.5",
    "recognition.seen_probability = 1; recognition.successes_needed = 2; recognition.window_steps = 5",
    "recognition.grant = 5; standards.advocacy_probability = 1; standards.opening_fraction = 0.3",
    "rollout.first_step = 5; rollout.alignment_steps = 3; rollout.duration = 9; rollout.candidates = 2",
    "leaders.namings_needed = 1; leaders.window_steps = 10; clients.activation_probability = 0.5",
    "communities.convening_probability = 0.05; communities.invitation_probability = 1",
    "communities.observation_probability = 0.8; communities.core_load = 0.05",
    "communities.engaged_load = 0.03; communities.interested_load = 0.01",
    "communities.mature_load_factor = 1; communities.staleness = 0.1; communities.attraction = 10",
    "communities.quorum = 2; communities.min_passion = 0.4; communities.meeting_interval = 1",
    "communities.core_limit = 4; communities.inward_after = 2; communities.outward_after = 4",
    "communities.patience = 4; communities.split_size = 4; communities.hub_belief = 0.6",
    "communities.hub_adoptions = 1; communities.lookup_probability = 0.5; communities.fatigue = 0.2",
    "communities.documenting_probability = 0.8; communities.stewardship_documents = 1",
    "communities.maturing_trust = 0.4; communities.stewardship_fraction = 0.1",
    "communities.rotation_probability = 0.5; communities.split_heterogeneity = 0.1",
    "communities.merge_overlap = 0.6; communities.legacy_factor = 0.5; team.gathering_load_fraction = 0.5",
    "team.walk_in_probability = 0.3; team.willingness_exponent = 0.5; contacts.begun_per_tie = 0.3",
    "contacts.fresh_fraction = 0.3; contacts.triad_fraction = 0.3; contacts.trust_shift = 0.5; without",
    "communities.core_learning_probability = 0.2; communities.engaged_learning_probability = 0.1",
    "communities.interested_learning_probability = 0.05; influence.min_likeness = 0.4; influence.sample = 2",
};

/* What a word of a choice needs beside it to be lively. */
static const char *const beside[][2] = {
    {"landscape.kind listed",
        "landscape.practices = {a: 0.1, b: 0.5, c: 0.9}; experiment.recombination_probability = 0"},
    {"landscape.kind match", "landscape.turbulence = 0.1; landscape.block_bits = 2; landscape.options = 3"},
    {"landscape.kind ring", "landscape.positions = 100; experiment.recombination_probability = 0"},
    {"experiment.search relay", "experiment.recombination_probability = 0; individual_search.own_moves = 2"},
    {"individual_search.moves units", "landscape.bits = 8"},
    {"individual_search.moves each", "individual_search.own_moves = 2"},
    {"individual_search.moves orders", "individual_search.own_moves = 2"},
    {"landscape.kind recipes", "landscape.items = a,0.1\nb,0.2\nc,0.1\nd,0.3,a b\ne,0.5,d c\nf,0.6,d a\ng,0.9,e f"},
    {"landscape.making drawn", "landscape.kind = recipes; landscape.layers = 2; landscape.drawn_items = 30"},
    {"landscape.kind table", "landscape.payoffs = 0000,0.1\n1100,0.9\n0110,0.6\n1111,0.3\ndefault,0.2"},
    {"landscape.wiring adjacent", "landscape.interactions = 1"},
    {"landscape.wiring modular", "landscape.interactions = 1"},
    {"landscape.wiring any", "landscape.interactions = 2"},
    {"landscape.wiring matrix", "landscape.matrix = 1100 0110 0011 1001"},
    {"start.practice random",
        "start.unknown_fraction = 0.2; renew.copy_probability = 0.5; renew.copying_quality_weight = 5; "
        "renew.leaving_quality_weight = 5"},
    {"start.practice last", "landscape.kind = listed; landscape.practices = {a: 0.55, b: 0.5, c: 0.45}"},
    {"start.practice believed", "landscape.kind = listed; landscape.practices = {a: 0.9, b: 0.5, c: 0.1}; "
                                "start.prior = {a: 0.5, b: 0.4}; start.prior_sd = 0.3"},
    {"start.prior_kind logistic", "landscape.kind = listed; landscape.practices = {a: 0.9, b: 0.5, c: 0.1}; "
                                  "start.prior = {a: 0.5}; start.prior_sd = 0.2"},
    {"start.prior_kind counts", "landscape.kind = listed; landscape.practices = {a: 0.9, b: 0.5, c: 0.1}; "
                                "start.prior = {a: 0.5}; start.certain = b"},
    {"use.outcome_kind yes_no", "use.trials = 2; adoption.choose.by = weighted; adoption.choose.quality_weight = 4"},
    {"tell.what outcome", "use.evidence_decay = 0.05; -projects; tell.who = users; tell.probability = 0.3"},
    {"team.rule assembly", "conclude.continuation_probability = 0; team.idle_steps = 3"},
    {"network.kind file", "network.edges = somewhere.csv"},
    {"network.kind small_world", "network.rewired_fraction = 0.2"},
    {"network.kind torus", "network.rewired_fraction = 0.2"},
    {"network.kind groups", "network.rewired_fraction = 0.2"},
    {"network.kept_end first", "network.kind = groups; network.rewired_fraction = 0.2"},
    {"adoption.order shuffled", "adoption.rule = conformity"},
    {"adoption.order drawn", "adoption.rule = best_member"},
    {"adoption.when news", "adoption.rule = conformity"},
    {"adoption.when dissatisfied", "adoption.rule = conformity; people.expectation = 0.6"},
    {"adoption.search_alone beside", "adoption.rule = best_member"},
    {"adoption.search_alone otherwise", "adoption.rule = contact"},
    {"adoption.search_alone instead", "adoption.rule = superior_majority"},
    {"individual_search.keep no_worse", "individual_search.jump_probability = 0.3"},
    {"individual_search.keep any", "individual_search.jump_probability = 0.2; individual_search.reach = 2"},
    {"influence.order drawn", "influence.sample = 1; influence.mutual = true"},
    {"adoption.look.at unit", "adoption.rule = conformity"},
    {"adoption.look.at anyone", "adoption.rule = best_member"},
    {"adoption.look.at tellers", "adoption.rule = conformity"},
    {"adoption.look.heed no_worse", "adoption.rule = threshold"},
    {"adoption.look.heed better", "adoption.rule = conformist"},
    {"adoption.choose.from mind", "adoption.rule = contact; adoption.choose.by = best"},
    {"adoption.choose.of bits", "adoption.rule = conformist"},
    {"adoption.choose.by one", "adoption.rule = superior_majority"},
    {"adoption.choose.by best", "adoption.rule = conformity"},
    {"adoption.choose.by most", "adoption.rule = best_member"},
    {"adoption.choose.by weighted", "adoption.rule = best_member; adoption.choose.quality_weight = 5"},
    {"adoption.drop.to start", "adoption.rule = contact; adoption.drop.rest_steps = 2"},
    {"adoption.drop.to nothing", "adoption.rule = conformity; adoption.drop.rest_steps = 4"},
    {"adoption.accept.by always", "adoption.rule = threshold"},
    {"adoption.accept.by each", "adoption.rule = conformity"},
    {"adoption.accept.by threshold", "adoption.rule = best_member"},
    {"adoption.accept.by dose",
        "adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.dose = {1: 0.3, 2: 0.6}"},
    {"adoption.accept.only_if different", "adoption.rule = best_member"},
    {"adoption.accept.only_if no_worse", "adoption.rule = conformity"},
    {"adoption.accept.only_if better", "adoption.rule = contact"},
    {"adoption.accept.only_if gain", "adoption.rule = threshold"},
    {"adoption.accept.measure share", "adoption.rule = threshold"},
    {"adoption.accept.measure count", "adoption.rule = threshold; adoption.accept.threshold = 2"},
    {"adoption.accept.threshold_kind normal", "adoption.rule = threshold"},
    {"adoption.accept.threshold_kind sequence", "adoption.rule = threshold; adoption.accept.min_threshold = 0.2"},
};

/* Whether the settings say something of the section, or of the one that it is part of. */
static inline bool are_about(const char *settings, const struct section *section)
{
    const char *path = section->whole ? section->whole->path : section->path;
    const size_t length = strlen(path);
    for (const char *at = settings; (at = strstr(at, path)); at += length)
        if ((at == settings || at[-1] == ' ') && at[length] == '.') return true;
    return false;
}

/* Settles; what the check complains of, or NULL. */
static inline const char *complaint(struct scenario scenario, struct scenario *settled, struct message *message)
{
    const char *culprit = NULL;
    *settled = scenario;
    scenario_settle(settled);
    return scenario_check(settled, &culprit, message) == STATUS_OK ? NULL : culprit;
}

/* The section to leave out because of a culprit: its own; where the settings are about that one, the last without which
 * nobody complains of it, as what stands below builds on what stands above; NULL: there is none. */
static inline const struct section *to_leave_out(
    const struct scenario *scenario, const char *settings, const char *culprit)
{
    const struct parameter *parameter = parameter_find(culprit);
    const struct section *own = parameter ? parameter->section : section_find(culprit);
    if (own->switched != SECTION_ALWAYS && !are_about(settings, own)) return own->whole ? own->whole : own;
    for (int i = SECTION_TOTAL; i-- > 0;) {
        const struct section *section = &section_table[i];
        struct scenario less = *scenario, settled;
        if (section->switched != SECTION_OPTIONAL || are_about(settings, section)) continue;
        section_set_absent(&less, section);
        const char *other = complaint(less, &settled, NULL);
        if (!other || strcmp(other, culprit) != 0) return section;
    }
    return NULL;
}

/* Of the settings as much as goes together, settled: what is refused is left out, section by section. */
static inline struct scenario lively(const char *settings)
{
    struct scenario scenario = scenario_default, settled;
    const char *culprit;
    struct message message = {""};
    for (size_t i = 0; i < sizeof small_and_lively / sizeof *small_and_lively; i++)
        scenario_set_all(&scenario, small_and_lively[i]);
    scenario_set_all(&scenario, settings);
    while ((culprit = complaint(scenario, &settled, &message))) {
        const struct section *section = to_leave_out(&scenario, settings, culprit);
        if (!section) fail_msg("%s: %s", settings, message.text);
        section_set_absent(&scenario, section);
    }
    return settled;
}

/* Everybody with the two before and the two behind; for network.kind = file; freed by edge_list_free. */
static inline struct edge_list ring_list(int32_t people)
{
    struct edge_list list = {.agent_count = people, .edge_count = 2 * (int64_t)people};
    list.edges = malloc(4 * (size_t)people * sizeof *list.edges);
    assert_non_null(list.edges);
    for (int32_t edge = 0; edge < 2 * people; edge++) {
        list.edges[2 * edge] = edge / 2;
        list.edges[2 * edge + 1] = (edge / 2 + 1 + edge % 2) % people;
    }
    assert_int_equal(edge_list_settle(&list), STATUS_OK);
    return list;
}

static inline struct digest lively_digest(const struct scenario *scenario)
{
    enum { PEOPLE = 48, UNITS = 4 };
    struct edge_list file = ring_list(PEOPLE);
    struct world *world;
    struct message message = {""};
    file.unit = malloc(PEOPLE * sizeof *file.unit);
    assert_non_null(file.unit);
    for (int32_t agent = 0; agent < PEOPLE; agent++) file.unit[agent] = agent % UNITS;
    file.unit_count = UNITS;
    const struct edge_list *edges = scenario->network.kind == NETWORK_FILE ? &file : NULL;
    if (model_create(&world, scenario, edges, NULL, &message) != STATUS_OK) fail_msg("%s", message.text);
    for (int32_t step = 0; step < scenario->run.steps; step++) {
        events_clear(model_events(world));
        assert_int_equal(model_step(world), STATUS_OK);
    }
    struct digest digest = world_digest(world);
    model_free(world);
    edge_list_free(&file);
    return digest;
}

/* -- other values of a parameter */

enum { OTHERS_MOST = 16 };
struct others {
    int count;
    char text[OTHERS_MOST][128];
};

static inline void other_numbers(struct others *others, const struct parameter *parameter, double x)
{
    const bool whole = parameter->type == PARAMETER_COUNT;
    const double low = whole ? (double)parameter->count_min : parameter->real_min;
    const double high = whole ? (double)parameter->count_max : parameter->real_max;
    const double some[] = {
        whole ? x + 1 : x * 0.5, whole ? x - 1 : x * 2, low, whole ? x * 2 : high, 0.7, 2, 3, 4, 1, x * 10};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        bool fits = some[i] >= low && some[i] <= high && some[i] != x && !(whole && some[i] == 0.7);
        if (fits) number_print(some[i], others->text[others->count++]);
    }
}

static inline struct others others_of(const struct scenario *scenario, const struct parameter *parameter)
{
    static const char *const named[][2] = {{"network.degrees", "{2: 1, 4: 1}"}, {"team.sizes", "{2: 1, 3: 1}"},
        {"opportunities.arrivals", "step,difficulty; 2,1; 2,3; 5,"}, {"landscape.practices", "{a: 0.9, b: 0.2}"},
        {"landscape.items", "a,0.4\nb,0.2\nc,0.5,a b"}, {"landscape.payoffs", "0000,0.9\ndefault,0.1"},
        {"adoption.accept.dose", "{1: 0.9}"}, {"start.prior", "{a: 0.3}"}};
    struct others others = {0};
    const void *value = parameter_value(scenario, parameter);
    if (parameter->type == PARAMETER_REAL) other_numbers(&others, parameter, *(const double *)value);
    if (parameter->type == PARAMETER_COUNT) other_numbers(&others, parameter, (double)*(const int64_t *)value);
    if (parameter->type == PARAMETER_FLAG) strcpy(others.text[others.count++], *(const bool *)value ? "false" : "true");
    for (int i = 0; i < parameter->choice_count; i++)
        if (i != *(const int *)value) strcpy(others.text[others.count++], parameter->choices[i].text);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(parameter_path(parameter).text, named[i][0]) == 0) strcpy(others.text[others.count++], named[i][1]);
    return others;
}

/* -- one key in one scenario */

/* Texts are read elsewhere, and so is a file's direction; what is observed changes nothing that happens. */
static inline bool is_of_the_model(const struct parameter *parameter)
{
    const struct parameter_path path = parameter_path(parameter);
    bool observed = strncmp(path.text, "observe", 7) == 0,
         told = strcmp(path.text, "selforg") == 0 || strcmp(path.text, "step_length") == 0;
    return !observed && !told && parameter->type != PARAMETER_TEXT && strcmp(path.text, "network.directed") != 0;
}

static inline bool changes_something(
    const struct scenario *scenario, struct digest digest, const struct parameter *parameter, bool *tried)
{
    struct others others = others_of(scenario, parameter);
    for (int i = 0; i < others.count; i++) {
        struct scenario other = *scenario;
        const char *culprit;
        if (parameter_set(&other, parameter, others.text[i], NULL) != STATUS_OK) continue;
        scenario_settle(&other);
        if (scenario_check(&other, &culprit, NULL) != STATUS_OK) continue;
        *tried = true;
        if (!digest_equal(digest, lively_digest(&other))) return true;
    }
    return false;
}

/* Whether the key is as the table says; what it does is looked at for longer, under a few seeds and with more
 * people, before it is said to do nothing. */
static inline bool is_as_said(
    const struct scenario *scenario, struct digest digest, const struct parameter *parameter, const char *settings)
{
    enum { SEEDS = 7 };
    struct message reason = {""};
    bool tried = false, said = parameter_has_effect(scenario, parameter, &reason);
    bool changes = changes_something(scenario, digest, parameter, &tried);
    for (int64_t seed = 2; seed <= SEEDS && tried && said && !changes; seed++) {
        struct scenario other = *scenario;
        other.run.seed = seed;
        other.run.steps *= 4;
        if (seed > SEEDS / 2 && other.network.kind != NETWORK_FILE) other.network.agents *= 2;
        changes = changes_something(&other, lively_digest(&other), parameter, &tried);
    }
    if (!tried || said == changes) return true;
    print_message("%s: %s\n", settings, said ? parameter_path(parameter).text : reason.text);
    print_message("    %s\n", said ? "changes nothing, and is not refused" : "changes something, and is refused");
    return false;
}

/* -- all of them */

/* The pairs of a key and a scenario with numbers that leave no rest by `parts` are looked at. */
struct looking {
    int parts, scenarios, pairs, wrong;
};

static inline void look_at(struct looking *looking, const char *settings)
{
    struct scenario scenario = lively(settings);
    struct digest digest = lively_digest(&scenario);
    looking->scenarios++;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if ((i + looking->scenarios) % looking->parts != 0 || !is_of_the_model(parameter)) continue;
        if (!section_present(&scenario, parameter->section)) continue;
        looking->pairs++;
        looking->wrong += !is_as_said(&scenario, digest, parameter, settings);
    }
}

static inline void look_at_words(struct looking *looking, const struct parameter *choice)
{
    for (int i = 0; i < choice->choice_count; i++) {
        char settings[256], both[128];
        const char *path = parameter_path(choice).text, *word = choice->choices[i].text, *more = "";
        snprintf(both, sizeof both, "%s %s", path, word);
        for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
            if (strcmp(beside[k][0], both) == 0) more = beside[k][1];
        snprintf(settings, sizeof settings, "%s; %s = %s", more, path, word);
        look_at(looking, settings);
    }
}

/* People who take up what others use, and have no projects; or no quality to tell practices apart either. */
static inline void look_at_rules_alone(struct looking *looking)
{
    char settings[128];
    for (int r = 0; r < RULE_COUNT; r++) {
        snprintf(settings, sizeof settings, "adoption.rule = %s; -opportunities", rule_table[r].word);
        look_at(looking, settings);
        const struct scenario alone = scenario_of_rule(r);
        if (adoption_needs_quality(&alone)) continue;
        snprintf(settings, sizeof settings, "adoption.rule = %s; -landscape", rule_table[r].word);
        look_at(looking, settings);
    }
}

static inline void look_at_what_is_left_without(struct looking *looking, const struct section *section)
{
    char settings[128];
    if (section->switched != SECTION_OPTIONAL || strncmp(section->path, "observe", 7) == 0) return;
    snprintf(settings, sizeof settings, "-%s", section->path);
    look_at(looking, settings);
}

/* A section that is forgotten above is never looked at. */
static inline void assert_everything_is_lively(void)
{
    const struct scenario scenario = lively("");
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (strncmp(section_table[i].path, "observe", 7) != 0 && !section_present(&scenario, &section_table[i]))
            fail_msg("the settings of tests/model/keys.h leave out the section '%s'", section_table[i].path);
}

static inline void look_at_all(int parts)
{
    struct looking looking = {.parts = parts};
    assert_everything_is_lively();
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].choice_count > 0) look_at_words(&looking, &parameter_table[i]);
    for (int i = 0; i < SECTION_TOTAL; i++) look_at_what_is_left_without(&looking, &section_table[i]);
    look_at_rules_alone(&looking);
    look_at(&looking, "network.units = 1; network.kind = random");
    look_at(&looking, "-projects; tell.who = adopters; tell.probability = 0.3");
    look_at(&looking, "contacts.trust_shift = 0.4; contacts.begun_per_tie = 0.2; contacts.triad_fraction = 0.5");
    look_at(&looking, "team.sizes = {2: 1, 3: 2}; team.sizes_in_turn = true");
    print_message("%d keys in %d scenarios\n", looking.pairs, looking.scenarios);
    assert_true(looking.pairs > 0);
    assert_int_equal(looking.wrong, 0);
}

#endif
