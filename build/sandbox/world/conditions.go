package world

import (
	"fmt"
	"strings"
)

// Conditions collects the WHERE parts of a list and their arguments, which are
// numbered after the caller (?1).
type Conditions struct {
	Parts []string
	Args  []any
}

// Add adds a condition; each %s in it becomes the placeholder of an argument.
func (w *Conditions) Add(condition string, args ...any) {
	names := make([]any, len(args))
	for i, arg := range args {
		w.Args = append(w.Args, arg)
		names[i] = fmt.Sprintf("?%d", len(w.Args)+1)
	}
	w.Parts = append(w.Parts, "("+fmt.Sprintf(condition, names...)+")")
}

// Where is the condition that all parts hold.
func (w *Conditions) Where() string {
	if len(w.Parts) == 0 {
		return "1"
	}
	return strings.Join(w.Parts, " AND ")
}
