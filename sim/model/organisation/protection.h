/* Protection: pioneers are sheltered from friction and pressure. */
#ifndef ORGANISATION_PROTECTION_H
#define ORGANISATION_PROTECTION_H

#include "model/state/world.h"

/* The share of friction that is kept from a project, and of pressure in a domain from a person. */
double project_shelter(const struct world *world, int32_t slot);
double person_shelter(const struct world *world, int32_t agent, int32_t domain);

#endif
