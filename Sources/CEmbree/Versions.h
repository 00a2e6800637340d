// Loops in versions for several processors.
#ifndef DEMOMILL_VERSIONS_H
#define DEMOMILL_VERSIONS_H

// one version of each is chosen when the program starts; lanes are independent, so that the width
// of vectors changes no bit
#if defined(__x86_64__) && defined(__linux__)
#define VERSIONS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VERSIONS
#endif

#endif
