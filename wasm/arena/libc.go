//go:build wasm && tinygo

package arena

import "unsafe"

// What the C library asks for, were anything of it linked that needs memory. In
// the place of TinyGo's own (build tag custommalloc), which keeps a map of all
// that it gave from call to call. Before each piece stands its size.

//export malloc
func malloc(size uintptr) unsafe.Pointer {
	if size > most {
		return nil
	}
	block := alloc(alignment+size, nil)
	*(*uintptr)(block) = size
	return unsafe.Add(block, alignment)
}

//export calloc
func calloc(count, size uintptr) unsafe.Pointer {
	if size != 0 && count > most/size {
		return nil
	}
	return malloc(count * size)
}

//export realloc
func realloc(old unsafe.Pointer, size uintptr) unsafe.Pointer {
	if old == nil {
		return malloc(size)
	}
	had := *(*uintptr)(unsafe.Add(old, -alignment))
	if size <= had {
		return old
	}
	made := malloc(size)
	if made != nil {
		copy(unsafe.Slice((*byte)(made), had), unsafe.Slice((*byte)(old), had))
	}
	return made
}

//export free
func release(unsafe.Pointer) {}
