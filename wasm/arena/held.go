//go:build wasm && tinygo

package arena

import "unsafe"

// block stands before held bytes. Between bottom and floor there is nothing but
// blocks, one behind the other.
type block struct {
	handle uint32 // 0 for a block that was released
	size   uint32 // of what is held
	room   uint32 // of what there is, a multiple of the alignment
	sum    uint32 // of what is held, in builds with poison
}

const header = unsafe.Sizeof(block{})

func at(address uintptr) *block {
	if address >= floor {
		return nil
	}
	return (*block)(unsafe.Pointer(address))
}

func first() *block { return at(bottom) }

func (b *block) address() uintptr { return uintptr(unsafe.Pointer(b)) }
func (b *block) end() uintptr     { return b.address() + header + uintptr(b.room) }
func (b *block) next() *block     { return at(b.end()) }
func (b *block) bytes() []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(b.address()+header)), b.size)
}

func find(handle uint32) *block {
	if handle == 0 {
		return nil
	}
	b := first()
	for b != nil && b.handle != handle {
		b = b.next()
	}
	return b
}

// Hold makes room for size bytes that stay until Release: the host writes them
// where the result is, at once, and from then on they are read only. handle is
// the host's choice, not 0 and not one that is held already. It ends the call
// before it, as Begin does.
func Hold(handle, size uint32) []byte {
	Begin()
	if handle == 0 || find(handle) != nil {
		panic("arena: a handle that is not free")
	}
	if uintptr(size) > most-alignment {
		panic("arena: more than a module's memory can hold")
	}
	b := place(uint32(up(uintptr(size))))
	b.handle, b.size, b.sum = handle, size, 0
	return b.bytes()
}

// place returns a block of so much room: the first released one that is large
// enough, or a new one at the floor.
func place(room uint32) *block {
	for b := first(); b != nil; b = b.next() {
		if b.handle == 0 && b.room >= room {
			if rest := b.room - room; rest >= uint32(header) {
				b.room = room
				*b.next() = block{room: rest - uint32(header)}
			}
			return b
		}
	}
	next = floor
	if need := header + uintptr(room); need > limit-next {
		grow(need)
	}
	b := (*block)(unsafe.Pointer(floor))
	*b = block{room: room}
	floor = b.end()
	used = max(used, floor)
	next, began = floor, floor
	return b
}

// Held returns what is held under a handle, or nil.
func Held(handle uint32) []byte {
	if b := find(handle); b != nil {
		return b.bytes()
	}
	return nil
}

// Release gives up what is held under a handle; nothing happens when there is
// nothing. It ends the call before it, as Begin does.
func Release(handle uint32) {
	Begin()
	freed := find(handle)
	if freed == nil {
		return
	}
	freed.handle = 0
	vacate(freed.address()+header, freed.end())
	// Neighbours that are free become one block, and the last one becomes room for calls.
	for b := first(); b != nil; b = b.next() {
		for n := b.next(); b.handle == 0 && n != nil && n.handle == 0; n = b.next() {
			b.room += uint32(header) + n.room
			vacate(n.address(), n.address()+header)
		}
		if b.handle == 0 && b.next() == nil {
			floor = b.address()
			vacate(floor, floor+header)
		}
	}
	next, began = floor, floor
}
