package helpdesk

import "deskside/shared/api"

// Desk is one kind of helpdesk as agents use it: what it can do, and how each
// thing is asked. It sends nothing and keeps nothing; whatever it asks is an
// api.Call. Whoever plans or draws knows Desks by this interface alone.
type Desk interface {
	// System is its name in what is kept, Name what people read.
	System() System
	Name() string
	// Can says what it can do. The answer is shared: it must not be changed.
	Can() *Abilities
	// Address completes a typed address: the path where only a host was typed,
	// or what a person copied too much of.
	Address(api.Base) api.Base
	// Limits are the rules by which requests to one account are paced; a figure
	// above 0 takes the place of what the API says of itself.
	Limits(requestsPerSecond, searchesPerMinute int) []api.LimitRule
	// List chooses the list that leaves the least beside a selection. The second
	// result is what exactly it leaves, which is never less than what was wanted.
	List(*Selection, *Known) (List, *Selection)
	// Join makes one list of two that differ in who is assigned, where it can.
	Join(List, List) (List, bool)
	// Write prints a message, which agents write in BBCode, in the Desk's own
	// format, or in the other that it takes where its own cannot say all of it.
	Write(source string, private bool) Written
	// Client asks one account.
	Client(Access) Client
}

// Access is what opens one account. It holds a secret and is never printed.
type Access struct {
	Base api.Base
	Key  string
	// Me is the number of the account's agent, 0 where that is not known.
	Me int64
}

// Client describes the calls to one account.
type Client interface {
	People
	// Page asks for one page of a list, counted from 0.
	Page(List, Listing, int64) api.Call[Page]
	// Open asks for one ticket with its conversation.
	Open(id int64) Opening
	// File asks for a file of the account's own host as a host of the core is to
	// send it. It is asked for addresses that OwnFile lets through only.
	File(address string) api.Request
	// Check asks for what a working key may see, and whose key it is: a person
	// without a name where the helpdesk does not tell.
	Check() api.Call[Person]
	// Shelves are the lists of which a Directory is made, in the order in which
	// their parts are put together.
	Shelves() []Shelf
	// Reply adds a message to a ticket and reads the message's number.
	Reply(Reply) api.Call[int64]
	// Create makes a ticket and reads its number. It is asked for types that
	// Abilities.Creates has only; what is wrong with what was given is about parts.
	Create(NewTicket) api.Call[int64]
	// Change makes a ticket what a Change says, and changes nothing else about it;
	// it reads the ticket's number. It is asked for what Abilities.Changes has only.
	Change(Change) api.Call[int64]
}

// List is one list of tickets that a Desk can be asked for, without its page.
type List struct {
	// Query is the Desk's own form of it.
	Query any
	// Class is what each of its requests counts as beside being one: see api.LimitRule.
	Class string
	// Unpaged says that nobody promises further pages.
	Unpaged bool
	// Near are the members by which the list is narrowed without leaving exactly
	// what is wanted, and NearFields that additional fields are such.
	Near       []Member
	NearFields bool
}

// Listing is how the tickets of a list are to come.
type Listing struct {
	// Order is the Word of an Order; Ascending turns it around where it can be.
	Order     string
	Ascending bool
	// Count is how many tickets a page has, where a Desk lets that be chosen.
	Count int
	// SLA asks for the SLA moments of each ticket.
	SLA bool
}

// Page is one page of a list.
type Page struct {
	Tickets []Ticket
	// Last says that there is no further page.
	Last bool
	// Total is how many tickets the list has on all pages, nil where a helpdesk
	// does not tell.
	Total *int64
	// Zone is how far the account's clock is from UTC in seconds, east positive,
	// as far as the page tells; else 0.
	Zone int64
}

// Opening is what shows one ticket.
type Opening struct {
	// Ticket is the ticket with as much of the conversation as comes with it.
	Ticket api.Call[Opened]
	// Comments ask for the rest. They do not wait for the ticket.
	Comments []CommentsCall
	// Events ask for what has been changed, where the ticket does not tell it. A
	// ticket is whole without them, for a key that may not read them.
	Events []api.Call[[]Event]
}

// Opened is a ticket, its conversation and what has been changed, oldest first.
type Opened struct {
	Ticket   Ticket
	Comments []Comment
	Events   []Event
}

// CommentsCall asks for a part of a conversation.
type CommentsCall struct {
	Call api.Call[[]Comment]
	// Optional says that a conversation is whole without it, such as private
	// notes for a key that may not read them.
	Optional bool
}

// Shelf is one list of names.
type Shelf struct {
	// Name is what the list holds, in one of the words that interfaces know:
	// account, agents, groups, channels, tags, statuses, categories, communities, fields.
	Name string
	// Page asks for a page, counted from 0.
	Page func(page int64) api.Call[ShelfPage]
}

// ShelfPage is the part of a directory that one page tells.
type ShelfPage struct {
	Part Directory
	// More says that there is a further page.
	More bool
}

// Once reads a list that comes on one page.
func Once[T any](call api.Call[T], read func(T) Directory) func(int64) api.Call[ShelfPage] {
	return func(int64) api.Call[ShelfPage] {
		return api.Map(call, func(v T) ShelfPage { return ShelfPage{Part: read(v)} })
	}
}

// Reply is a message to a ticket.
type Reply struct {
	Ticket int64
	// Body is in Format, "" being the Desk's own: see Abilities.Writes and Desk.Write.
	Body   string
	Format Format
	// Private messages are read by agents alone.
	Private bool
	// Agent is the author's number, where a key stands for nobody in particular.
	Agent int64
	// CC and BCC are e-mail addresses that get a copy, where Abilities.Copies.
	CC, BCC []string
	// Files go along with it in their order, where Abilities.Files.
	Files []File
}

// File is a file that goes along with a message.
type File struct {
	Name    string
	Content []byte
}

// Change gives a property of a ticket a value; that of a comment's body is BBCode.
// One that the helpdesk turns over must be known to have another.
type Change struct {
	Ticket   int64
	Property Property
	Value    string
	// Agent is as in Reply.
	Agent int64
}
