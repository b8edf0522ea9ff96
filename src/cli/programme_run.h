/* `stammgast programme run`: vectors played through the module. */
#ifndef SG_CLI_PROGRAMME_RUN_H
#define SG_CLI_PROGRAMME_RUN_H

/* argv[0] is "programme run". */
int sg_programme_run(int argc, char **argv);

#endif
