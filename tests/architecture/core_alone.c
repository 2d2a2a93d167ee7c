/* Nothing but the core's objects and this: it links only as long as the core needs no library besides the C library. */
int main(void)
{
    return 0;
}
