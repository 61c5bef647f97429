// Package helpdesk holds the models to which every helpdesk's client maps its
// answers, their binary codecs, and Desk: what a helpdesk can do and how it is
// asked. It must not know any particular helpdesk's wire form or abilities.
//
// Times are Unix seconds, UTC; 0 means unknown or never.
package helpdesk

//go:generate go run deskside/build/codec -o ticket_gen.go
//go:generate go run deskside/build/codec -file post.go -o post_gen.go

// System names a kind of helpdesk.
type System string

const (
	UseResponse System = "useresponse"
	Usedesk     System = "usedesk"
)

// State is what a status means, whatever a helpdesk calls it.
type State string

const (
	New     State = "new"
	Open    State = "open"
	Pending State = "pending"
	Hold    State = "hold"
	Solved  State = "solved"
	Closed  State = "closed"
	Spam    State = "spam"
	Deleted State = "deleted"
	Mailing State = "mailing"
	Merged  State = "merged"
	// Unknown is a status that this version does not know; Status.Title still names it.
	Unknown State = "unknown"
)

// States lists every state in the order in which interfaces show them.
func States() []State {
	return []State{New, Open, Pending, Hold, Solved, Closed, Merged, Mailing, Spam, Deleted, Unknown}
}

// Active reports whether somebody still has to do something.
func (s State) Active() bool {
	return s == New || s == Open || s == Pending || s == Hold || s == Unknown
}

// Status is a helpdesk's own status and what it means here.
type Status struct {
	ID    int64  `msg:"id"`
	Slug  string `msg:"slug"`
	Title string `msg:"title"`
	State State  `msg:"state"`
}

// Person is a client, an agent or the author of a comment.
type Person struct {
	ID   int64  `msg:"id"`
	Name string `msg:"name"`
	// Email is "" where the helpdesk does not tell.
	Email string `msg:"email"`
}

// SLA is one agreed moment. Type is "first_reply", "next_reply" or "close".
type SLA struct {
	Type string `msg:"type"`
	At   int64  `msg:"at"`
}

// Field is the value of an additional field of a ticket.
type Field struct {
	ID    int64  `msg:"id"`
	Name  string `msg:"name"`
	Value string `msg:"value"`
}

// Priority is a helpdesk's own word for how urgent a ticket is, one of
// Priorities, or "" for none. No word stands for another: a helpdesk that knows
// urgent and extreme means urgent by urgent.
type Priority string

// Priorities lists every priority in ascending order. A helpdesk has some of
// them: see Abilities.
func Priorities() []Priority {
	return []Priority{"low", "medium", "normal", "high", "urgent", "extreme"}
}

// Urgency is how a priority stands to those that say nothing of interest.
type Urgency string

// Urgencies. What has no priority, or one that is not in Priorities, is as usual.
const (
	UsualUrgency Urgency = ""
	LowUrgency   Urgency = "low"
	HighUrgency  Urgency = "high"
)

// Urgency tells whether a priority is worth a word beside the ticket.
func (p Priority) Urgency() Urgency {
	switch p {
	case "low":
		return LowUrgency
	case "high", "urgent", "extreme":
		return HighUrgency
	}
	return UsualUrgency
}

// Ticket is one conversation in a helpdesk.
type Ticket struct {
	System System `msg:"system"`
	// Account is the id of the account through which the ticket was read.
	Account  string   `msg:"account"`
	ID       int64    `msg:"id"`
	Subject  string   `msg:"subject"`
	Status   Status   `msg:"status"`
	Priority Priority `msg:"priority"`
	Type     string   `msg:"type"`
	Client   Person   `msg:"client"`
	// Assignee has id 0 when nobody is assigned.
	Assignee Person `msg:"assignee"`
	Group    int64  `msg:"group"`
	Channel  int64  `msg:"channel"`
	// ChannelEmail is the address of a channel that is a mailbox.
	ChannelEmail string `msg:"channel_email"`
	// Forum is the community of a ticket where a helpdesk has several.
	Forum int64 `msg:"forum"`
	// Category is a name and, where a helpdesk says it, a number.
	Category   string   `msg:"category"`
	CategoryID int64    `msg:"category_id"`
	Tags       []string `msg:"tags"`
	SLA        []SLA    `msg:"sla"`
	Fields     []Field  `msg:"fields"`
	Created    int64    `msg:"created"`
	Updated    int64    `msg:"updated"`
	// Completed is when the ticket was solved and CompletedBy who did it, where a helpdesk says so.
	Completed   int64  `msg:"completed"`
	CompletedBy Person `msg:"completed_by"`
	// Remind is when the ticket comes back to its assignee, 0 for never.
	Remind   int64 `msg:"remind"`
	Comments int64 `msg:"comments"`
	// Body is the first message where a list answers it.
	Body Markup `msg:"body"`
	// URL is the ticket's page in the helpdesk, "" where it is not known.
	URL string `msg:"url"`
	// Rights is "read", "write" or "" when not said.
	Rights string `msg:"rights"`
	// Locked says that nobody can reply, Subscribed and Voted what the one who asks
	// has done; they are false where a helpdesk does not know such.
	Locked     bool `msg:"locked"`
	Subscribed bool `msg:"subscribed"`
	Voted      bool `msg:"voted"`
	// Votes are those of a post, with those against it taken off.
	Votes int64 `msg:"votes"`
	// Bin is where it lies, as far as that is not its status.
	Bin Bin `msg:"bin"`
	// Review is "" for what everybody reads; it stays with whoever reads an answer.
	Review Review `msg:"-"`
}

// Format says how Markup.Source is to be read.
type Format string

const (
	HTML   Format = "html"
	BBCode Format = "bbcode"
	// Drawn is a program by which it is drawn, in base64: an edge has read it. See
	// deskside/shared/content/draw.
	Drawn Format = "drawn"
)

// Markup is content as a helpdesk gave it: hostile until deskside/shared/content has read it.
type Markup struct {
	Format Format `msg:"format"`
	Source string `msg:"source"`
}

// Attachment is a file of a comment or ticket.
type Attachment struct {
	Name string `msg:"name"`
	URL  string `msg:"url"`
}

// Side says on whose side the author of a comment stands.
type Side string

const (
	ClientSide Side = "client"
	AgentSide  Side = "agent"
	// SystemSide is a trigger or another part of the helpdesk itself.
	SystemSide Side = "system"
	// UnsaidSide is that of people about whom a helpdesk does not say it.
	UnsaidSide Side = ""
)

// Comment is one message of a conversation.
type Comment struct {
	ID          int64        `msg:"id"`
	Author      Person       `msg:"author"`
	Side        Side         `msg:"side"`
	Private     bool         `msg:"private"`
	Body        Markup       `msg:"body"`
	Attachments []Attachment `msg:"attachments"`
	Created     int64        `msg:"created"`
	// CC and BCC are the addresses that got a copy, where a helpdesk says so.
	CC  []string `msg:"cc"`
	BCC []string `msg:"bcc"`
	// Votes are how many have voted for it, Voted whether the one who asks has, Best
	// that it is the best answer; nothing where a helpdesk does not know such.
	Votes int64 `msg:"votes"`
	Voted bool  `msg:"voted"`
	Best  bool  `msg:"best"`
	// Review is as that of a ticket.
	Review Review `msg:"-"`
}
