/* Hide newer instruction sets from a program, to measure it as an older processor would run it. Every CPUID is trapped and
   answered here. Needs Linux on an Intel processor whose CPUID can be trapped: cpuid_fault in /proc/cpuinfo, arch_prctl(2).

     cc -O2 -shared -fPIC -o older.so tests/drills/older_processor.c
     OLDER=2 LD_PRELOAD=./older.so kizashi bench --way ours-head-int8

   OLDER is what is hidden: 0 AMX; 1 AVX-512 too; 2 AVX-VNNI too, which leaves AVX2 alone; 3 AVX2 and FMA too. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define ARCH_CPUID_SET 0x1012
#define BIT(number) (1u << (number))

static int hidden;

static void trap(long allowed)
{
    syscall(SYS_arch_prctl, ARCH_CPUID_SET, allowed);
}

static void answer(int signal_number, siginfo_t *info, void *context)
{
    (void)info;
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const unsigned char *code = (const unsigned char *)registers[REG_RIP];
    if (code[0] != 0x0f || code[1] != 0xa2) { /* a fault of the program's own */
        signal(signal_number, SIG_DFL);
        return;
    }
    unsigned leaf = (unsigned)registers[REG_RAX], part = (unsigned)registers[REG_RCX], a, b, c, d;
    trap(1);
    __cpuid_count(leaf, part, a, b, c, d);
    trap(0);
    if (leaf == 7 && part == 0) {
        d &= ~(BIT(22) | BIT(24) | BIT(25)); /* AMX */
        if (hidden >= 1) {                   /* AVX-512 in all its parts */
            b &= ~(BIT(16) | BIT(17) | BIT(21) | BIT(28) | BIT(30) | BIT(31));
            c &= ~(BIT(1) | BIT(6) | BIT(11) | BIT(12) | BIT(14));
            d &= ~(BIT(8) | BIT(23));
        }
        if (hidden >= 3)
            b &= ~BIT(5); /* AVX2 */
    }
    if (leaf == 7 && part == 1) {
        a &= ~BIT(21); /* AMX */
        if (hidden >= 1)
            a &= ~BIT(5); /* AVX-512 */
        if (hidden >= 2) {
            a &= ~BIT(4); /* AVX-VNNI */
            d &= ~BIT(4);
        }
    }
    if (leaf == 1 && hidden >= 3)
        c &= ~BIT(12); /* FMA */
    registers[REG_RAX] = a;
    registers[REG_RBX] = b;
    registers[REG_RCX] = c;
    registers[REG_RDX] = d;
    registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void)
{
    const char *said = getenv("OLDER");
    if (!said)
        return;
    hidden = atoi(said);
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGSEGV, &action, NULL);
    trap(0);
}
