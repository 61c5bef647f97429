package agent

import (
	"deskside/shared/agent"
	"deskside/shared/core"
	"deskside/shared/core/comments"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o tickets_gen.go

// ViewCount is how many tickets a view has, or the least there are.
type ViewCount struct {
	// View is the ID of a view that every sidebar has, the query of a saved one.
	View  string `msg:"view"`
	Rows  int    `msg:"rows"`
	Least bool   `msg:"least"`
}

// Row is one ticket in a list.
type Row struct {
	// Key identifies the row among all accounts.
	Key string `msg:"key"`
	// Number is that of the row in the table that came with it.
	Number  int32           `msg:"number"`
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	ID      int64           `msg:"id"`
	Type    string          `msg:"type"`
	// Subject is never empty: a ticket without one is named by its first words.
	Subject  string `msg:"subject"`
	Client   string `msg:"client"`
	Assignee string `msg:"assignee"`
	// AssigneeID is 0 for nobody.
	AssigneeID int64             `msg:"assignee_id"`
	Status     helpdesk.Status   `msg:"status"`
	Priority   helpdesk.Priority `msg:"priority"`
	// Urgency says whether the priority is shown, and how.
	Urgency helpdesk.Urgency `msg:"urgency"`
	// Votes are those of a post.
	Votes int64 `msg:"votes"`
	// Place is where it lies in its helpdesk, in the helpdesk's own words: a
	// group, else a category, a community or a channel; "" where none is known.
	Place   string   `msg:"place"`
	Excerpt string   `msg:"excerpt"`
	Tags    []string `msg:"tags"`
	// Updated and Due are Unix seconds; Due is the next SLA moment or 0.
	Updated int64 `msg:"updated"`
	Due     int64 `msg:"due"`
	Overdue bool  `msg:"overdue"`
	// Bin is where it lies when nobody works on it.
	Bin helpdesk.Bin `msg:"bin"`
	// URL is the ticket's page in the helpdesk, "" where it is not known.
	URL string `msg:"url"`
}

// Count is how many rows have a state.
type Count struct {
	State helpdesk.State `msg:"state"`
	Rows  int            `msg:"rows"`
}

// TicketArgs asks for one ticket with its comments: operation "ticket.get".
type TicketArgs struct {
	Account Account `msg:"account"`
	ID      int64   `msg:"id"`
	// Directory is what the account knows, for the names of people and values;
	// empty where nothing is known yet.
	Directory helpdesk.Directory `msg:"directory"`
	// Seen is when this person last looked at the ticket, Unix seconds, 0 for never.
	Seen int64 `msg:"seen"`
}

// TakeArgs reads a ticket for what a new one is made of: operation "new.take".
type TakeArgs struct {
	Account Account `msg:"account"`
	ID      int64   `msg:"id"`
	// Message is the number of what is taken, 0 for the first of a client.
	Message int64 `msg:"message"`
	// System and Type are those of what is made of it.
	System helpdesk.System `msg:"system"`
	Type   string          `msg:"type"`
}

// TicketResult is one ticket as it is drawn.
type TicketResult struct {
	// Client is who asks; the address is "" where the helpdesk does not tell it.
	Client   helpdesk.Person `msg:"client"`
	Row      Row             `msg:"row"`
	Category string          `msg:"category"`
	// Channel is the name of that through which it came, "" where it is not known.
	Channel  string           `msg:"channel"`
	Created  int64            `msg:"created"`
	URL      string           `msg:"url"`
	Messages []thread.Message `msg:"messages"`
	// New is the index of the first message that others have written since Seen,
	// len(Messages) where there is none.
	New int `msg:"new"`
	// Changes are what has been changed, oldest first.
	Changes []Change `msg:"changes"`
	// Values are what can be changed of it, in the order in which it is shown.
	Values []Value `msg:"values"`
	// Talk is how far the conversation has come.
	Talk agent.Talk `msg:"talk"`
	// Comments are what is known of the messages of which something can be changed.
	Comments []comments.Comment `msg:"comments"`
	// ReadAt is when the helpdesk was asked, Unix milliseconds.
	ReadAt int64 `msg:"read_at"`
	// CommentsProblem is set when the ticket could be read but its comments could not.
	CommentsProblem *core.Failure `msg:"comments_problem"`
}

// Change is what somebody changed about a ticket at one time.
type Change struct {
	// After is how many messages were written before it.
	After int `msg:"after"`
	// By is a name; "" where none is known, and Unnamed is who it was.
	By      string    `msg:"by"`
	Unnamed words.Say `msg:"unnamed"`
	// At is Unix seconds.
	At      int64     `msg:"at"`
	Changed []Changed `msg:"changed"`
}

// Changed is one member of a ticket that was changed. A value is "" for nothing;
// the state is that of a status.
type Changed struct {
	Aspect      helpdesk.Aspect `msg:"aspect"`
	Name        string          `msg:"name"`
	Before      string          `msg:"before"`
	BeforeState helpdesk.State  `msg:"before_state"`
	After       string          `msg:"after"`
	AfterState  helpdesk.State  `msg:"after_state"`
}
