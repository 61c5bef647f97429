package agent

import (
	"slices"

	"deskside/shared/agent"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o outbox_gen.go

// Value is what a property of a ticket is.
type Value struct {
	Property helpdesk.Property `msg:"property"`
	Value    string            `msg:"value"`
}

// ActsResult is an outbox after an operation.
type ActsResult struct {
	Box []byte `msg:"box"`
	// Acts is what it holds as people see it, in its order.
	Acts []Acting `msg:"acts"`
	// Batches is how far what was entered together has come.
	Batches []outbox.Batch `msg:"batches"`
}

// Acting is one change of a ticket, or message to one, that is to be sent, needs somebody, or was
// sent not long ago.
type Acting struct {
	Key string `msg:"key"`
	// Row is the key of the ticket's row.
	Row      string            `msg:"row"`
	State    outbox.Stage      `msg:"state"`
	Property helpdesk.Property `msg:"property"`
	Want     string            `msg:"want"`
	// Act is what a change was decided upon, until it is sent, Reply what a message
	// was written as. A change may follow a message: its key.
	Act     *agent.Act   `msg:"act"`
	Reply   *agent.Reply `msg:"reply"`
	Follows string       `msg:"follows"`
	// Batch is what it was entered with, "" for by itself.
	Batch string `msg:"batch"`
	// Creation is what a new ticket was typed as, Made what it is once it is there.
	Creation *agent.Creation `msg:"creation"`
	Made     *agent.Made     `msg:"made"`
	// Settled is when it was sent, Unix milliseconds; Message is the number of a message then.
	Settled int64 `msg:"settled"`
	Message int64 `msg:"message"`
	// Held says that it waits for nobody to take it back, until After, Unix milliseconds.
	Held  bool  `msg:"held"`
	After int64 `msg:"after"`
	// Undoable says that it can be taken back, Doubt that it may have been sent.
	Undoable bool `msg:"undoable"`
	Doubt    bool `msg:"doubt"`
	// Refused is what it was last refused for, or why it waits.
	Refused *Refused `msg:"refused"`
}

// Refused is why a change was not made.
type Refused struct {
	Failure core.Failure `msg:"failure"`
	// Differs is set when the ticket is not as the agent saw it.
	Differs *agent.Difference `msg:"differs"`
}

// ActArgs enters a change of a ticket: operation "outbox.act".
type ActArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id of this act.
	Key  string    `msg:"key"`
	Act  agent.Act `msg:"act"`
	Want string    `msg:"want"`
}

// ReplyArgs enters a message to a ticket: operation "outbox.reply".
type ReplyArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id of this message.
	Key   string      `msg:"key"`
	Reply agent.Reply `msg:"reply"`
	// Following are changes of the ticket that follow it, such as that it is closed. They
	// are taken back along with it.
	Following []Following `msg:"following"`
}

// Following is a change that follows a message.
type Following struct {
	Act  agent.Act `msg:"act"`
	Want string    `msg:"want"`
}

// TogetherArgs enters several changes of a ticket as one: operation
// "outbox.together". The first is taken back with all others, and is sent first.
type TogetherArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id of them.
	Key  string      `msg:"key"`
	Acts []Following `msg:"acts"`
}

// CreateArgs enters a new ticket or post: operation "outbox.create".
type CreateArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id of it.
	Key      string         `msg:"key"`
	Creation agent.Creation `msg:"creation"`
}

// DueActsResult is what is to be sent now.
type DueActsResult struct {
	Box   []byte       `msg:"box"`
	Acts  []Acting     `msg:"acts"`
	Steps []boxes.Step `msg:"steps"`
	// Next is when to ask again at the latest, in Unix milliseconds; 0 is not
	// before something is added.
	Next int64 `msg:"next"`
}

// Parcel is an entry with what has to be known of the outbox to send it.
type Parcel struct {
	Entry outbox.Entry `msg:"entry"`
	// Own is what the agent's messages that went out before it have left.
	Own agent.Own `msg:"own"`
}

// SendActArgs sends a change: operation "outbox.send". It never fails: what went
// wrong is in the answer.
type SendActArgs struct {
	Accounts []Account `msg:"accounts"`
	Entry    []byte    `msg:"entry"`
	// Files are those of a message, as far as the host still has them.
	Files []HeldFile `msg:"files"`
}

// HeldFile is a file that the host lends.
type HeldFile struct {
	ID string `msg:"id"`
	// Held is the number under which the host holds what is in it.
	Held uint32 `msg:"held"`
}

// SendActResult is what came of a sending.
type SendActResult struct {
	Answer []byte `msg:"answer"`
}

// ShowArgs asks what people see of tickets: operation "outbox.show".
type ShowArgs struct {
	Box         []byte               `msg:"box"`
	Directories []helpdesk.Directory `msg:"directories"`
	// Tickets are those of which the outbox holds something.
	Tickets []Told `msg:"tickets"`
}

// Told is a ticket as a helpdesk told it at a time, in Unix milliseconds.
type Told struct {
	Row    Row     `msg:"row"`
	Values []Value `msg:"values"`
	ReadAt int64   `msg:"read_at"`
}

// ShowResult is what people see of the tickets, in the order they were asked for.
type ShowResult struct {
	Tickets []Told `msg:"tickets"`
}

// ControlsArgs asks what can be changed of tickets of a type: operation "ticket.controls".
type ControlsArgs struct {
	Directory helpdesk.Directory `msg:"directory"`
	Type      string             `msg:"type"`
}

// ControlsResult is what can be changed, in the order in which it is shown.
type ControlsResult struct {
	Controls []Control `msg:"controls"`
	// Bins are where such a ticket can be put.
	Bins []helpdesk.Binning `msg:"bins"`
}

// Control is a property that can be changed.
type Control struct {
	Property helpdesk.Property `msg:"property"`
	How      helpdesk.How      `msg:"how"`
	// Kind and Title are of an additional field, Parent of one in a nested list;
	// its value stands under "field/" and its number.
	Kind   helpdesk.FieldKind `msg:"kind"`
	Title  string             `msg:"title"`
	Parent int64              `msg:"parent"`
	// Choices are what it can be given; of what can be anything, what is used.
	Choices []helpdesk.Choice `msg:"choices"`
}

// valuesOf are the values of what can be changed of a ticket.
func valuesOf(can *helpdesk.Abilities, t *helpdesk.Ticket) []Value {
	var out []Value
	for _, c := range can.Changes(t.Type) {
		if c.Property != helpdesk.PropertyField {
			out = append(out, Value{Property: c.Property, Value: t.Value(c.Property)})
			continue
		}
		for i := range t.Fields {
			// Without the account's names nobody knows of which kind a field is.
			p := fieldProperty(t.Fields[i].ID)
			if !slices.ContainsFunc(out, func(v Value) bool { return v.Property == p }) {
				out = append(out, Value{Property: p, Value: t.Value(p)})
			}
		}
	}
	return out
}

// showTickets lays an outbox over tickets as their helpdesks told them.
func (f face) showTickets(a *ShowArgs, _ *core.Input) (*ShowResult, error) {
	o, err := boxes.Open(a.Box)
	if err != nil {
		return nil, err
	}
	for i := range a.Tickets {
		t := &a.Tickets[i]
		d := f.directoryOf(&Account{ID: t.Row.Account, System: t.Row.System}, a.Directories)
		t.lay(o, &helpdesk.Known{Directory: d})
	}
	return &ShowResult{Tickets: a.Tickets}, nil
}

// lay puts on a ticket what an outbox says of it.
func (t *Told) lay(o *outbox.Outbox, k *helpdesk.Known) {
	for _, p := range agent.Touched(o, t.Row.Key) {
		told := t.Row.value(p)
		of := p
		if _, id := p.Field(); id != 0 {
			of = fieldProperty(id)
		}
		at := slices.IndexFunc(t.Values, func(v Value) bool { return v.Property == of })
		if at >= 0 {
			told = t.Values[at].Value
		}
		value, differs := agent.Shown(o, t.Row.Key, p, told, t.ReadAt)
		if !differs {
			continue
		}
		t.Row.give(p, value, k)
		if at < 0 && of != p {
			at, t.Values = len(t.Values), append(t.Values, Value{Property: of})
		}
		if at >= 0 {
			t.Values[at].Value = value
		}
	}
}

// value is what a row tells of a property.
func (r *Row) value(p helpdesk.Property) string {
	switch p {
	case helpdesk.PropertyStatus:
		return helpdesk.Number(r.Status.ID)
	case helpdesk.PropertyAssignee:
		return helpdesk.Number(r.AssigneeID)
	case helpdesk.PropertyPriority:
		return string(r.Priority)
	case helpdesk.PropertyTags:
		return helpdesk.Several(r.Tags)
	case helpdesk.PropertyBin:
		return string(r.Bin)
	}
	return ""
}

// give makes a row tell another value, as far as rows tell of it.
func (r *Row) give(p helpdesk.Property, value string, k *helpdesk.Known) {
	switch p {
	case helpdesk.PropertyStatus:
		before := r.Status.State
		r.Status = k.Status(helpdesk.NumberOf(value))
		if before == helpdesk.Deleted || r.Status.State == helpdesk.Deleted {
			r.Bin = helpdesk.BinOf("", r.Status)
		}
	case helpdesk.PropertyBin:
		r.Bin = helpdesk.Bin(value)
	case helpdesk.PropertyAssignee:
		r.AssigneeID = helpdesk.NumberOf(value)
		r.Assignee = k.Agent(r.AssigneeID).Name
	case helpdesk.PropertyPriority:
		r.Priority = helpdesk.Priority(value)
		r.Urgency = r.Priority.Urgency()
	case helpdesk.PropertyTags:
		r.Tags = helpdesk.Apiece(value)
	}
}

func (f face) controls(a *ControlsArgs, _ *core.Input) (*ControlsResult, error) {
	desk, err := f.desks.Of(a.Directory.System)
	if err != nil {
		return nil, err
	}
	a.Directory.Desk = desk
	k := &helpdesk.Known{Directory: &a.Directory}
	result := &ControlsResult{Bins: k.Binnings(a.Type)}
	for _, c := range k.Changes(a.Type) {
		if c.Property == helpdesk.PropertyBin {
			continue
		}
		control := Control{Property: c.Property, How: c.How, Choices: k.Choices(a.Type, c.Property)}
		kind, id := c.Property.Field()
		if i := slices.IndexFunc(k.Fields, func(f helpdesk.FieldEntry) bool { return f.ID == id }); id != 0 && i >= 0 {
			control.Kind, control.Title, control.Parent = kind, k.Fields[i].Name, k.Fields[i].Parent
		}
		result.Controls = append(result.Controls, control)
	}
	return result, nil
}

// fieldProperty stands for an additional field of any kind among values.
func fieldProperty(id int64) helpdesk.Property {
	return helpdesk.PropertyField + "/" + helpdesk.Property(helpdesk.Number(id))
}

// MeasureArgs asks what becomes of a message where it is sent: operation "reply.measure".
type MeasureArgs struct {
	System helpdesk.System `msg:"system"`
	// Source is BBCode.
	Source  string `msg:"source"`
	Private bool   `msg:"private"`
	// Signature is BBCode that stands below what the client reads.
	Signature string `msg:"signature"`
	// CC and BCC are e-mail addresses as people type several.
	CC  string `msg:"cc"`
	BCC string `msg:"bcc"`
}

// MeasureResult is a message as the helpdesk counts it.
type MeasureResult struct {
	// Whole is what is sent of it, as BBCode.
	Whole string `msg:"whole"`
	// Length is in characters of what is sent, 0 where nothing was written.
	Length int `msg:"length"`
	// Limit is how many a message may have, 0 where none is said. Left is negative
	// when there are too many.
	Limit int `msg:"limit"`
	Left  int `msg:"left"`
	// Notes says that the helpdesk has private messages, Copies that others can be
	// sent this one, too.
	Notes  bool `msg:"notes"`
	Copies bool `msg:"copies"`
	// FileRoom is how many bytes files may have that go along with it, 0 where none can.
	FileRoom int64 `msg:"file_room"`
	// ByAddress says that an agent is mentioned by an e-mail address, not by a number.
	ByAddress bool `msg:"by_address"`
	// CC and BCC are the addresses, each once; Wrong says what is wrong with one
	// of them, empty for nothing.
	CC    []string  `msg:"cc"`
	BCC   []string  `msg:"bcc"`
	Wrong words.Say `msg:"wrong"`
}

// SaidArgs asks for the messages of a ticket that its conversation has not got
// yet: operation "outbox.said".
type SaidArgs struct {
	Box []byte `msg:"box"`
	// Row is the key of the ticket's row, ReadAt when its conversation was read,
	// Unix milliseconds.
	Row    string `msg:"row"`
	ReadAt int64  `msg:"read_at"`
}

// SaidResult is the messages in their order.
type SaidResult struct {
	Messages []Said `msg:"messages"`
}

// Said is a message that is to be sent, or was sent since the conversation was read.
type Said struct {
	Key   string       `msg:"key"`
	State outbox.Stage `msg:"state"`
	// Message is drawn as of its author, without a number.
	Message thread.Message `msg:"message"`
}
