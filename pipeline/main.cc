#include "pipeline/command_line.h"

int main(int argc, char** argv) { return gouji::run_command_line(argc, argv); }
