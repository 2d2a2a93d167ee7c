/* The one run of a module's instance: a module is its own little process. */
#ifndef BROWSER_MODULE_INNER_H
#define BROWSER_MODULE_INNER_H

#include "base/array.h"
#include "model/cycle/model.h"
#include "model/record/snapshots.h"
#include "recording/recording.h"

#define EXPORT(name) __attribute__((export_name(#name)))

struct module_run {
    struct scenario scenario;
    struct world *world;
    struct observation observation;
    struct snapshot_rows snapshot;
    struct numbers pairs;
    char text[PAGE_TEXT_BYTES];
};
extern struct module_run run;

/* Puts what is wrong into the text, if anything is, and gives the status. */
int module_say(enum status status, const struct message *message);

#endif
