// The C library's own __assert_fail prints with fprintf, which brings 5 KB (brotli) of formatting and the fd_* imports
// into every module, for one assertion in arc4random. This one traps, as everything else in the module does.
_Noreturn void __assert_fail(const char *expression, const char *file, int line, const char *function) {
	__builtin_trap();
}
