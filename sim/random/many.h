/* Many draws at once, for whoever makes one for each of many people. What comes is what random_uniform gives one by
 * one, in a third of the time: a processor works on four numbers in one instruction.
 */
#ifndef RANDOM_MANY_H
#define RANDOM_MANY_H

#include <stdint.h>

#include "random/random.h"

/* uniforms[i] becomes random_uniform of the key with entities[i] and indices[i]. */
void random_uniforms(
    struct random_key key, int64_t count, const uint32_t entities[], const uint32_t indices[], double uniforms[]);

#endif
