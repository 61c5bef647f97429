//go:build !tinygo

package arena

// Begin begins a call: nothing that the one before it made is used again.
func Begin() {}

var held = map[uint32][]byte{}

// Hold makes room for size bytes that stay until Release: the host writes them
// where the result is, at once, and from then on they are read only. handle is
// the host's choice, not 0 and not one that is held already.
func Hold(handle, size uint32) []byte {
	if handle == 0 || held[handle] != nil {
		panic("arena: a handle that is not free")
	}
	held[handle] = make([]byte, size)
	return held[handle]
}

// Held returns what is held under a handle, or nil.
func Held(handle uint32) []byte { return held[handle] }

// Release gives up what is held under a handle; nothing happens when there is nothing.
func Release(handle uint32) { delete(held, handle) }
