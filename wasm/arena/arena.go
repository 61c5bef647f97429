// Package arena is the memory of a WebAssembly module whose calls keep nothing.
//
// A call of the core is a pure function of its input, so nothing that it makes
// has to be found again, collected or freed: memory begins anew with each call.
// In TinyGo's builds this package is the allocator (-gc=custom). An allocation
// moves a pointer; what an earlier call left there is cleared as it is handed
// out, when it is about to be written anyway. Beside memory that is never freed
// this is faster, since a small piece of memory stays in the processor's
// caches, and an instance does not grow with its calls. It also keeps calls
// apart: nothing of one is there for the next.
//
// Memory has three parts, from low to high:
//
//	what the program's own start made (package variables, tables)   for ever
//	what the host holds: Hold, Held, Release                        until released
//	the call                                                        until the next Begin
//
// A package variable must never point into a call. No compiler sees that, so a
// build with the tag poison makes it fail: it overwrites what a call leaves,
// lets the next call begin beyond it, and stops at the next Begin when somebody
// has written there.
//
// In builds of standard Go, whose collector takes care of memory, Begin does
// nothing and held bytes are a map.
package arena
