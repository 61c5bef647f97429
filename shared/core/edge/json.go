package edge

import (
	"strconv"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
	"deskside/shared/core/edge/page"
)

// writer writes JSON. Members come in the order in which they are written.
type writer struct {
	b []byte
	// gaps, where it is not nil, takes the places of votes, which are left out.
	gaps *[]page.Gap
}

// part begins a member, or an item where it has no name.
func (w *writer) part(name string) *writer {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' && w.b[n-1] != ':' {
		w.b = append(w.b, ',')
	}
	if name != "" {
		w.b = append(strict.AppendString(w.b, name), ':')
	}
	return w
}

// open and shut write the brackets of an object or a list.
func (w *writer) open(bracket byte) *writer {
	w.part("")
	w.b = append(w.b, bracket)
	return w
}

func (w *writer) shut(bracket byte) *writer {
	w.b = append(w.b, bracket)
	return w
}

func (w *writer) text(name, value string) *writer {
	w.part(name)
	w.b = strict.AppendString(w.b, value)
	return w
}

func (w *writer) texts(name string, values []string) *writer {
	w.in(name, '[')
	for _, value := range values {
		w.text("", value)
	}
	return w.shut(']')
}

func (w *writer) number(name string, value int64) *writer {
	w.part(name)
	w.b = strconv.AppendInt(w.b, value, 10)
	return w
}

func (w *writer) truth(name string, value bool) *writer {
	w.part(name)
	w.b = strconv.AppendBool(w.b, value)
	return w
}

func (w *writer) null(name string) *writer {
	w.part(name)
	w.b = append(w.b, "null"...)
	return w
}

// in begins a member that is an object or a list.
func (w *writer) in(name string, bracket byte) *writer {
	w.part(name)
	w.b = append(w.b, bracket)
	return w
}

// listed writes items.
func listed[T any](w *writer, items []T, write func(*T, *writer)) *writer {
	w.open('[')
	for i := range items {
		write(&items[i], w)
	}
	return w.shut(']')
}

// value writes a value as it was read.
func (w *writer) value(v jsontext.Value) *writer {
	switch v.Kind() {
	case jsontext.String:
		w.text("", v.Text())
	case jsontext.Number:
		w.part("")
		w.b = append(w.b, v.Text()...)
	case jsontext.True, jsontext.False:
		w.truth("", v.Kind() == jsontext.True)
	case jsontext.Array:
		w.open('[')
		for item := range v.Items() {
			w.value(item)
		}
		w.shut(']')
	case jsontext.Object:
		w.open('{')
		for name, member := range v.Members() {
			w.part(name)
			w.value(member)
		}
		w.shut('}')
	default:
		w.null("")
	}
	return w
}
