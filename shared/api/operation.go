package api

import (
	"strconv"
	"strings"
)

// Operation describes one operation of a helpdesk's API: what its client, a
// server that speaks the API, and the tests of both know of it before any call.
type Operation struct {
	// Name is what calls and errors are called by, such as "objects.create".
	Name string
	// Method is what the client sends. AnyMethod says that the reference names
	// none: clients disagree, and a server takes what they send.
	Method    string
	AnyMethod bool
	// Path is below the API's base; {id} stands for the number of something.
	Path string
	// Access is who may, Key where a request holds the key.
	Access Access
	Key    Carrier
	// Answer is the form of an answer that is no refusal.
	Answer Envelope
	// Effect is what sending it a second time does.
	Effect Effect
	// BBCode says that content can be asked for as BBCode in the place of HTML.
	BBCode bool
	// Assumed names what the reference does not say and where we chose, "" for nothing.
	Assumed string
}

// Access is the least right that an operation asks for.
type Access uint8

const (
	// ForAnyone needs no key and takes none.
	ForAnyone Access = iota
	// ForGuests needs no key where the installation lets guests in.
	ForGuests
	// ForUsers needs a key of anybody, the next ones one of those that they name.
	ForUsers
	ForAgents
	ForAdmins
)

// Carrier is where a request holds the key. Addresses never do.
type Carrier uint8

const (
	// InHeader is Authorization: KEY.
	InHeader Carrier = iota
	// AsBearer is Authorization: Bearer KEY.
	AsBearer
	// InBody is the member api_token of the body.
	InBody
)

// Envelope is what stands around a payload. Readers are more tolerant than this.
type Envelope uint8

const (
	// Bare is the payload itself, Wrapped {"success": payload}.
	Bare Envelope = iota
	Wrapped
	// Items is an array of items without totals, OneItem an array of one.
	Items
	OneItem
	// Parts is an object of several parts.
	Parts
	// Written is {"status": "success"} and the number of what was written.
	Written
)

// Effect is what a second sending does.
type Effect uint8

const (
	// Once may change more when it is sent again.
	Once Effect = iota
	// Settles changes something, and nothing more when it is sent again.
	Settles
	// Reads changes nothing.
	Reads
)

// Repeatable reports whether a second sending changes nothing more.
func (o *Operation) Repeatable() bool { return o.Effect != Once }

// ByID reports whether the path names something by its number.
func (o *Operation) ByID() bool { return strings.Contains(o.Path, "{id}") }

// PathTo is the path with the number of something in it.
func (o *Operation) PathTo(id int64) string {
	return strings.Replace(o.Path, "{id}", strconv.FormatInt(id, 10), 1)
}
