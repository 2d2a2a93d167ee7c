#include "model/frame/carrier.h"

#include "base/array.h"

void carry_bytes(struct carrier *carrier, void *bytes, size_t size)
{
    if (carrier->status == STATUS_OK && size > 0) carrier->status = carrier->take(carrier->context, bytes, size);
}

void carry_count(struct carrier *carrier, int64_t *count, int64_t most)
{
    carry_value(carrier, *count);
    if (carrier_loads(carrier) && (*count < 0 || *count > most)) carrier->status = STATUS_DAMAGED;
}

void carry_grown(struct carrier *carrier, void **items, int64_t *count, int64_t *room, size_t size)
{
    carry_count(carrier, count, carrier->most);
    if (carrier_loads(carrier)) carrier_needs(carrier, array_grow(items, room, *count, size));
    carry_bytes(carrier, *items, (size_t)*count * size);
}
