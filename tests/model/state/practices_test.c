/* Practices: equal configurations are one, numbered in the order of finding, whatever is found in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* A configuration out of few, of which many differ in one word or in the domain alone. */
static struct configuration some_configuration(uint32_t number, int32_t *domain)
{
    struct random_key key = {.seed = 1, .entity = number};
    struct configuration configuration = {.low = random_below(key, 13) << 40 | 1};
    key.index = 1;
    configuration.high = random_below(key, 5) * UINT64_C(0x0101010101010101);
    key.index = 2;
    configuration.unknown_low = random_below(key, 2) << 63;
    key.index = 3;
    configuration.unknown_high = random_below(key, 2);
    key.index = 4;
    *domain = (int32_t)random_below(key, 3);
    return configuration;
}

static int64_t naive_find(const struct practices *practices, int32_t domain, struct configuration configuration)
{
    for (int64_t i = 0; i < practices->count; i++)
        if (practices->items[i].domain == domain &&
            memcmp(&practices->items[i].configuration, &configuration, sizeof configuration) == 0)
            return i;
    return -1;
}

static void equal_configurations_are_one_practice(void **state)
{
    (void)state;
    struct practices practices = {0};
    for (uint32_t i = 0; i < 20000; i++) {
        int32_t domain;
        bool is_new;
        struct configuration configuration = some_configuration(i, &domain);
        int64_t known = naive_find(&practices, domain, configuration), count = practices.count;
        assert_int_equal(practices_find(&practices, domain, configuration), known);
        int32_t number = practices_intern(&practices, domain, configuration, &is_new);
        assert_int_equal(is_new, known < 0);
        assert_int_equal(number, known < 0 ? count : known);
        assert_int_equal(practices.count, count + is_new);
        assert_int_equal(naive_find(&practices, domain, configuration), number);
    }
    assert_int_equal(practices.count, 13 * 5 * 2 * 2 * 3);
    practices_free(&practices);
}

static void many_practices_stay_where_they_are(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    struct practices practices = {0};
    bool is_new;
    for (uint64_t i = 0; i < MANY; i++) {
        struct configuration configuration = {.low = i << 20, .high = i % 7};
        assert_int_equal(practices_intern(&practices, 0, configuration, &is_new), i);
        assert_true(is_new);
        assert_true(2 * practices.count <= practices.table_size);
    }
    for (uint64_t i = 0; i < MANY; i++) {
        struct configuration configuration = {.low = i << 20, .high = i % 7};
        assert_int_equal(practices_find(&practices, 0, configuration), i);
        assert_int_equal(practices_find(&practices, 1, configuration), -1);
        configuration.high ^= 1;
        assert_int_equal(practices_find(&practices, 0, configuration), -1);
    }
    practices_free(&practices);
}

static void nothing_is_found_among_no_practices(void **state)
{
    (void)state;
    struct practices practices = {0};
    assert_int_equal(practices_find(&practices, 0, (struct configuration){0}), -1);
    practices_free(&practices);
}

/* The first meeting writes one row with the configuration, and one with the parent; later meetings write nothing. */
static void the_first_meeting_is_an_event(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 20; landscape.bits = 128; start.practice = none");
    struct world *world = world_of(&scenario, NULL, NULL);
    const struct configuration parent = {.low = 5};
    const struct configuration child = {0x89abcdef01234567, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444};
    world->step = 7;
    assert_int_equal(practice_meet(world, 0, parent, -1, -1), 0);
    assert_int_equal(practice_meet(world, 0, child, 0, 42), 1);
    assert_int_equal(practice_meet(world, 0, child, -1, 43), 1);
    assert_int_equal(practice_meet(world, 0, parent, 1, 43), 0);
    assert_int_equal(world->events.practice.count, 2);
    const struct practice_row *row = &world->events.practice.items[1];
    const int32_t bits[] = {0x01234567, (int32_t)0x89abcdef, 0x76543210, (int32_t)0xfedcba98};
    const int32_t unknown[] = {0x22222222, 0x11111111, 0x44444444, 0x33333333};
    assert_true(row->step == 7 && row->practice == 1 && row->domain == 0 && row->project == 42);
    assert_true(row->quality == landscape_quality(&world->landscape, 0, child));
    assert_memory_equal(&row->bits_0, bits, sizeof bits);
    assert_memory_equal(&row->unknown_0, unknown, sizeof unknown);
    assert_int_equal(world->events.practice.items[0].project, -1);
    assert_int_equal(world->practices.items[1].project, 42);
    assert_int_equal(world->practices.items[1].born, 7);
    assert_true(world->practices.items[1].quality == row->quality);
    assert_int_equal(world->events.practice_parent.count, 1);
    assert_int_equal(world->events.practice_parent.items[0].practice, 1);
    assert_int_equal(world->events.practice_parent.items[0].parent, 0);
    world_check(world);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_configurations_are_one_practice),
        cmocka_unit_test(many_practices_stay_where_they_are),
        cmocka_unit_test(nothing_is_found_among_no_practices),
        cmocka_unit_test(the_first_meeting_is_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
