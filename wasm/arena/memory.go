//go:build wasm && tinygo

package arena

import (
	"runtime"
	"unsafe"
)

//go:extern __heap_base
var heapBase [0]byte

// Addresses, all of them multiples of the alignment.
var (
	// bottom is where the program's own start ended; 0 until the first Begin.
	bottom uintptr
	// floor is where held bytes end: calls are above it.
	floor uintptr
	// began is where the present call began: at the floor, but for builds with poison.
	began uintptr
	// next is where the next object goes.
	next uintptr
	// used is where memory begins that nobody ever wrote, and which is zero therefore.
	used uintptr
	// limit is where memory ends, a multiple of a page's size.
	limit uintptr
)

const (
	// alignment is that of C's max_align_t, the most that anything in Go or C asks for.
	alignment = 16
	page      = 64 << 10
	// step is the least that memory grows by, in pages. It never shrinks, so it
	// grows by what is needed and not by doubling.
	step = 1 << 20 / page
	// most is where memory ends for good. The last page stays unused: the address
	// after it would be 0.
	most = 1<<32 - page
)

//export llvm.wasm.memory.size.i32
func memorySize(index int32) int32

//export llvm.wasm.memory.grow.i32
func memoryGrow(index, pages int32) int32

// Begin begins a call: all that the one before it made is gone. What is made
// before the first Begin is the program's own and stays.
func Begin() {
	if bottom == 0 {
		bottom, floor, began = next, next, next
		return
	}
	used = max(used, next)
	leave()
	next = began
}

//go:linkname initHeap runtime.initHeap
func initHeap() {
	next = up(uintptr(unsafe.Pointer(&heapBase)))
	used = next
	limit = uintptr(uint32(memorySize(0))) * page
}

func up(n uintptr) uintptr { return (n + alignment - 1) &^ (alignment - 1) }

// nothing is where all objects without a size are.
var nothing [2]uint64

//go:linkname alloc runtime.alloc
//go:noinline
func alloc(size uintptr, _ unsafe.Pointer) unsafe.Pointer {
	if size == 0 {
		return unsafe.Pointer(&nothing)
	}
	at := next
	// In this form no sum can wrap: next is never above limit, limit never above most.
	if size > limit-at {
		grow(size)
	}
	// limit is a multiple of the alignment, so what fits still fits when rounded up.
	next = at + up(size)
	if at < used {
		wipe(at, min(next, used))
	}
	return unsafe.Pointer(at)
}

// grow makes room for size bytes at next, or traps: an allocator has no other answer.
func grow(size uintptr) {
	if size > most-next {
		panic("arena: more than a module's memory can hold")
	}
	missing := (next + size - limit + page - 1) / page
	if memoryGrow(0, int32(min(max(missing, step), (most-limit)/page))) < 0 && memoryGrow(0, int32(missing)) < 0 {
		panic("arena: the host gives no more memory")
	}
	limit = uintptr(uint32(memorySize(0))) * page
}

// wipe clears the memory between two multiples of the alignment. Most objects
// are small, and for those a call of memory.fill takes longer than its work.
func wipe(from, to uintptr) {
	if to-from > 256 {
		clear(unsafe.Slice((*byte)(unsafe.Pointer(from)), to-from))
		return
	}
	for ; from < to; from += 16 {
		*(*uint64)(unsafe.Pointer(from)) = 0
		*(*uint64)(unsafe.Pointer(from + 8)) = 0
	}
}

//go:linkname free runtime.free
func free(unsafe.Pointer) {}

//go:linkname markRoots runtime.markRoots
func markRoots(_, _ uintptr) {}

//go:linkname collect runtime.GC
func collect() {}

//go:linkname setFinalizer runtime.SetFinalizer
func setFinalizer(_, _ any) {}

//go:linkname readMemStats runtime.ReadMemStats
func readMemStats(m *runtime.MemStats) {
	*m = runtime.MemStats{Sys: uint64(limit), HeapSys: uint64(limit), HeapInuse: uint64(next), HeapAlloc: uint64(next), Alloc: uint64(next)}
}
