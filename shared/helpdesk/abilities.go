package helpdesk

// Abilities are what a helpdesk can do of a query, and what is true of all its
// accounts.
type Abilities struct {
	// Key is what people call that which opens an account.
	Key KeyName
	// Writes is the format in which messages are written.
	Writes Format
	// MessageLimit is how many characters a message may have, 0 where none is said.
	MessageLimit int
	// Notes says that messages can be written that agents alone read.
	Notes bool
	// Copies says that others can be sent a message, too, by their e-mail addresses.
	Copies bool
	// Files says that files go along with messages, the first of a new ticket too, EndedFiles that each must be
	// called by a name with an ending.
	Files, EndedFiles bool
	// MentionsByAddress says that an agent is mentioned by an e-mail address, not by a number.
	MentionsByAddress bool
	// TicketChanges are what can be changed of a ticket, ApartChanges of what
	// stands apart; Unset are the states that none can be given.
	TicketChanges, ApartChanges []Changeable
	// CommentChanges are what can be changed of a comment, AnswerChanges what of the
	// public ones of what stands apart, too.
	CommentChanges, AnswerChanges []Changeable
	// Bins are those into which PropertyBin puts a ticket, "" for taking it out.
	Bins  []Bin
	Unset []State
	// Creates are the types of tickets that can be created, the usual one first.
	Creates []Creatable
	// Reviews says that posts and comments may wait until an agent approves them, and that its Client is Reviews.
	Reviews bool
	// Reports, Users and Chats say that its Client is such.
	Reports, Users, Chats bool
	// PersonNotes says that agents keep notes about persons.
	PersonNotes bool
	// Tells are the facts that lists tell of a ticket.
	Tells Facts
	// Types are the types of tickets. Apart are types that a list holds only
	// where a query names them, which then must not name what ApartLacks has.
	Types, Apart []string
	ApartLacks   Facts
	// Priorities are in ascending order; none where tickets have none.
	Priorities []Priority
	// Statuses are those that the API names. OwnStatuses says that an account
	// has others beside them, but none of the states Settled; without it, a
	// status that is not Settled is only thought of where it is written.
	Statuses    []Status
	OwnStatuses bool
	Settled     []State
	// Unasked are states of which tickets come and which cannot be asked for.
	Unasked []State
	// RightsOfAgent says that rights are told of one agent alone, who must be named.
	RightsOfAgent bool
	// Single are the members of which one list names one value only, in the
	// order in which a selection is divided by them.
	Single []Member
	// Orders are those that the helpdesk makes; one by "updated" is among them.
	Orders []Order
	// PageSize is how many tickets a page has, at most where Counted says that
	// fewer can be asked for.
	PageSize int
	Counted  bool
}

// KeyName is what people call that which opens an account.
type KeyName string

const (
	// APIKey is a person's own key.
	APIKey KeyName = "api_key"
	// ChannelToken is the secret key of an API channel, which is nobody's.
	ChannelToken KeyName = "channel_token"
	// NoKey says that there is none: nobody adds such an account by hand, and
	// nothing is asked whether it is one.
	NoKey KeyName = "none"
)

// Facts are a set of what lists may tell of a ticket or not.
type Facts uint16

const (
	TellsPriority Facts = 1 << iota
	TellsChannel
	TellsForum
	TellsCategory
	TellsEmail
	// TellsCompletion is when a ticket was completed and by whom.
	TellsCompletion
	// TellsRights is what an agent may do, and who may see a ticket.
	TellsRights
)

// Has reports whether all of some facts are told.
func (f Facts) Has(some Facts) bool { return f&some == some }

// Order is an order in which lists can come.
type Order struct {
	// By is the order's name in the filter language, Word the API's.
	By, Word string
	// Exact orders put rows as people mean it; the others come closest as an
	// order of pages, and rows are put in order here.
	Exact bool
	// Descending orders cannot be turned around.
	Descending bool
	// NoneFirst says that tickets without the value come first when it ascends.
	NoneFirst bool
}

// OrderBy returns the order of that name in a direction.
func (a *Abilities) OrderBy(name string, descending bool) (Order, bool) {
	for _, o := range a.Orders {
		if o.By == name && (descending || !o.Descending) {
			return o, true
		}
	}
	return Order{}, false
}
