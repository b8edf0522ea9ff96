/* `stammgast programme simulate`: what a programme would come to, before a hotel starts it. */
#ifndef SG_CLI_PROGRAMME_SIMULATE_H
#define SG_CLI_PROGRAMME_SIMULATE_H

int sg_programme_simulate(int argc, char **argv);

#endif
