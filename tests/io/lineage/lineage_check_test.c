/* Each invariant of the lineage is really looked at: damage done to it by hand is found. */
#include "io/lineage/lineage.h"
#include "io/lineage/result_verify.h"
#include "io/result_damaged.h"
#include "io/result_support.h"

/* Places of rows that a damage can be done to. */
static int64_t adoption_with_source(const struct lineage *lineage)
{
    for (int64_t i = lineage->adoption_count - 1; i >= 0; i--)
        if (lineage->adoption[i].source_count > 0) return i;
    fail();
    return -1;
}

static struct adoption_row *learned(struct lineage *lineage)
{
    return &lineage->adoption[adoption_with_source(lineage)];
}

static struct adoption_source_row *source(struct lineage *lineage)
{
    return &lineage->source[learned(lineage)->first_source];
}

static void damage_number(struct lineage *lineage)
{
    lineage->practice[1].practice = 2;
}

static void damage_parent_order(struct lineage *lineage)
{
    lineage->parent[0].parent = lineage->parent[0].practice;
}

static void damage_parent_step(struct lineage *lineage)
{
    lineage->practice[lineage->parent[0].parent].step = 1000;
}

static void damage_parent_domain(struct lineage *lineage)
{
    lineage->practice[lineage->parent[0].parent].domain ^= 1;
}

static void damage_adopter(struct lineage *lineage)
{
    learned(lineage)->learner = lineage->agent_count;
}

static void damage_practice(struct lineage *lineage)
{
    learned(lineage)->practice = (int32_t)lineage->practice_count;
}

static void damage_domain(struct lineage *lineage)
{
    learned(lineage)->domain ^= 1;
}

static void damage_birth(struct lineage *lineage)
{
    lineage->practice[learned(lineage)->practice].step = 1000;
}

static void damage_tiling(struct lineage *lineage)
{
    learned(lineage)->first_source++;
}

static void damage_missing_sources(struct lineage *lineage)
{
    lineage->source_count--;
}

static void damage_owner(struct lineage *lineage)
{
    source(lineage)->adoption--;
}

static void damage_later_source(struct lineage *lineage)
{
    source(lineage)->source_adoption = source(lineage)->adoption;
}

static void damage_source_agent(struct lineage *lineage)
{
    source(lineage)->source++;
}

static void damage_source_step(struct lineage *lineage)
{
    source(lineage)->step--;
}

static void damage_no_weight(struct lineage *lineage)
{
    source(lineage)->weight = 0;
}

static void damage_much_weight(struct lineage *lineage)
{
    source(lineage)->weight = 1 + 1e-6;
}

/* Two sources that weigh more than everything together, though neither does alone. */
static void damage_weight_sum(struct lineage *lineage)
{
    int64_t i = 0;
    while (lineage->adoption[i].source_count < 2) assert_true(++i < lineage->adoption_count);
    lineage->source[lineage->adoption[i].first_source].weight = 0.6;
    lineage->source[lineage->adoption[i].first_source + 1].weight = 0.6;
}

static void damage_root_channel(struct lineage *lineage)
{
    learned(lineage)->channel = CHANNEL_INVENTION;
}

static void damage_learned_channel(struct lineage *lineage)
{
    lineage->adoption[0].channel = CHANNEL_WORD_OF_MOUTH;
}

static void damage_chain(struct lineage *lineage)
{
    learned(lineage)->first_source = (int32_t)lineage->source_count;
}

static void damage_previous(struct lineage *lineage)
{
    learned(lineage)->practice_before++;
}

static void damage_turnover(struct lineage *lineage)
{
    lineage->turnover_count = 0;
}

static void damage_drop_place(struct lineage *lineage)
{
    lineage->drop[0].adoption = (int32_t)lineage->adoption_count;
}

static void damage_drop_practice(struct lineage *lineage)
{
    lineage->drop[0].practice++;
}

static void damage_drop_step(struct lineage *lineage)
{
    lineage->drop[0].step = -1;
}

static void damage_drop_twice(struct lineage *lineage)
{
    lineage->drop[1] = lineage->drop[0];
}

/* Nobody has dropped anything. */
static void damage_drops(struct lineage *lineage)
{
    for (int64_t i = 0; i < lineage->adoption_count; i++) lineage->ended[i] = -1;
}

static enum verdict check_one(const struct lineage *lineage, const char *subject)
{
    for (int i = 0; i < lineage_check_count; i++) {
        if (strcmp(lineage_checks[i].subject, subject) != 0) continue;
        struct lineage_finding finding = {.detail = ""};
        assert_int_equal(lineage_checks[i].check(lineage, &finding), STATUS_OK);
        assert_true(finding.checked > 0);
        assert_int_equal(finding.failed > 0, finding.failed > 0 && finding.detail[0] != '\0');
        return finding.failed > 0 ? VERDICT_FAILED : VERDICT_OK;
    }
    fail_msg("there is no check '%s'", subject);
    return VERDICT_FAILED;
}

static void each_invariant_is_looked_at(void **state)
{
    (void)state;
    static const struct {
        const char *subject;
        void (*damage)(struct lineage *lineage);
    } cases[] = {
        {"practices are numbered as found", damage_number},
        {"parents were there before", damage_parent_order},
        {"parents were there before", damage_parent_step},
        {"parents were there before", damage_parent_domain},
        {"adopters are there", damage_adopter},
        {"what is taken up is there", damage_practice},
        {"what is taken up is there", damage_domain},
        {"what is taken up is there", damage_birth},
        {"every source belongs to one adoption", damage_tiling},
        {"every source belongs to one adoption", damage_missing_sources},
        {"every source belongs to one adoption", damage_owner},
        {"sources had it before, by adoption", damage_later_source},
        {"sources had it before, by adoption", damage_source_agent},
        {"sources had it before, by adoption", damage_source_step},
        {"weights of sources", damage_no_weight},
        {"weights of sources", damage_much_weight},
        {"weights of sources", damage_weight_sum},
        {"first tries have no sources, others have", damage_root_channel},
        {"first tries have no sources, others have", damage_learned_channel},
        {"every chain ends at a first try", damage_chain},
        {"every chain ends at a first try", damage_later_source},
        {"what was in use before", damage_previous},
        {"what was in use before", damage_turnover},
        {"what was in use before", damage_drops},
        {"what was dropped was in use", damage_drop_place},
        {"what was dropped was in use", damage_drop_practice},
        {"what was dropped was in use", damage_drop_step},
        {"what was dropped was in use", damage_drop_twice},
    };
    struct message message;
    struct lineage lineage;
    struct result_reader *reader;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(result_reader_open(&reader, damaged.text, &message), STATUS_OK);
        assert_int_equal(lineage_read(&lineage, reader, &message), STATUS_OK);
        result_reader_close(reader);
        assert_int_equal(check_one(&lineage, cases[i].subject), VERDICT_OK);
        cases[i].damage(&lineage);
        if (check_one(&lineage, cases[i].subject) != VERDICT_FAILED) fail_msg("damage %zu is not found", i);
        lineage_free(&lineage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_invariant_is_looked_at),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
