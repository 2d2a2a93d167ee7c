#ifndef IO_CLOCK_H
#define IO_CLOCK_H

/* Seconds since some moment in the past; it never goes back. */
double clock_now(void);

#endif
