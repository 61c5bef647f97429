package identity

import "strings"

// State is as whom somebody stands at the helpdesk of whom the edge knows who they are.
type State string

const (
	// New was not asked for there yet: that is done with the first thing they write.
	New State = "new"
	// Making is being made a user there, with a password that the edge has chosen.
	Making State = "making"
	// Login has signed in with a password of their own, and does everything by their own key.
	Login State = "login"
	// Made is a user whom the edge has made, and does everything by their own key as well.
	Made State = "made"
	// Known is a user there already: posts are theirs, comments come from the edge's account
	// and begin with their name, votes are counted here.
	Known State = "known"
	// Named has no address, or the edge's account may not look after users: posts and
	// comments come from that account and begin with their name, votes are counted here.
	Named State = "named"
)

// States are all of them, those who are most their own first.
var States = [...]State{Login, Made, Known, Named, Making, New}

// Own reports whether somebody does things by their own key.
func (s State) Own() bool { return s == Login || s == Made }

// What the names begin with that the edge gives to visitors: whom the site names, and
// whoever has a key. No browser can say such a name.
const (
	BySite = "id:"
	ByKey  = "key:"
)

// IsPerson reports whether a visitor may be somebody of whom the edge knows who they are.
func IsPerson(visitor string) bool {
	return strings.HasPrefix(visitor, BySite) || strings.HasPrefix(visitor, ByKey)
}

// Byline is what a text of somebody begins with whose own it is not at the helpdesk:
// BBCode, of a name that cannot end it.
func Byline(name string) string {
	name = strings.TrimSpace(strings.NewReplacer("[", "", "]", "").Replace(name))
	if name == "" {
		return ""
	}
	return "[b]" + name + ":[/b]\n"
}
