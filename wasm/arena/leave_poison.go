//go:build wasm && tinygo && poison

package arena

import "unsafe"

// stretch is the bytes that calls are spread over before they begin at the floor again.
const stretch = 4 << 20

// poison is no length, no address within memory and no UTF-8.
const poison = 0xdbdbdbdbdbdbdbdb

// leave poisons what the call made and lets the next one begin beyond it. It
// stops when anything that was left earlier, or is held, has been written since:
// somebody kept a pointer.
func leave() {
	for b := first(); b != nil; b = b.next() {
		if b.handle != 0 {
			b.seal()
		}
	}
	for at := floor; at < began; at += 8 {
		check(at)
	}
	fill(began, next)
	for at := next; at < used; at += 8 {
		check(at)
	}
	began = next
	if began-floor > stretch {
		began = floor
	}
}

// vacate poisons memory that nobody holds any more.
func vacate(from, to uintptr) { fill(from, to) }

// seal remembers what is held, once the host has written it, and finds it changed later.
func (b *block) seal() {
	sum := uint32(2166136261)
	for _, c := range b.bytes() {
		sum = (sum ^ uint32(c)) * 16777619
	}
	sum |= 1 // 0 is that of a block that was not sealed yet
	if b.sum != 0 && b.sum != sum {
		panic("arena: something wrote into held bytes")
	}
	b.sum = sum
}

func check(at uintptr) {
	if *(*uint64)(unsafe.Pointer(at)) != poison {
		panic("arena: something wrote into the memory of an earlier call")
	}
}

func fill(from, to uintptr) {
	for at := from; at < to; at += 8 {
		*(*uint64)(unsafe.Pointer(at)) = poison
	}
}
