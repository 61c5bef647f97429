// Package desk is the demo as one of the helpdesks that agents work with. It can
// do what people try first, and filters nothing: whoever asks judges all of it.
package desk

import (
	"deskside/shared/api"
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/demo"
	"deskside/shared/helpdesk"
)

// Desk is the demo.
type Desk struct{}

// System is its name in what is kept, Name what people read.
func (Desk) System() helpdesk.System { return demo.System }
func (Desk) Name() string            { return "Demo" }

// Address is the demo's own, whatever was typed: nothing invented goes to anybody.
func (Desk) Address(api.Base) api.Base { return demo.Base() }

// Limits are none: nobody's machine is asked.
func (Desk) Limits(int, int) []api.LimitRule { return nil }

// most is more than the demo has tickets: one page has all of them.
const most = 1000

var abilities = helpdesk.Abilities{
	Key: helpdesk.NoKey, Writes: helpdesk.HTML, Notes: true,
	TicketChanges: []helpdesk.Changeable{
		{Property: helpdesk.PropertyStatus, How: helpdesk.Sets}, {Property: helpdesk.PropertyAssignee, How: helpdesk.Sets},
		{Property: helpdesk.PropertyGroup, How: helpdesk.Sets}, {Property: helpdesk.PropertyPriority, How: helpdesk.Sets},
		{Property: helpdesk.PropertyType, How: helpdesk.Sets}, {Property: helpdesk.PropertyTags, How: helpdesk.Sets},
	},
	Creates: []helpdesk.Creatable{{Type: "ticket", Parts: []helpdesk.Part{
		{Property: helpdesk.PropertyEmail, Required: true}, {Property: helpdesk.PropertyName},
		{Property: helpdesk.PropertySubject, Required: true}, {Property: helpdesk.PropertyText, Required: true},
		{Property: helpdesk.PropertyAssignee}, {Property: helpdesk.PropertyGroup}, {Property: helpdesk.PropertyPriority, Default: "normal"},
		{Property: helpdesk.PropertyStatus, Default: "2"}, {Property: helpdesk.PropertyType, Default: "question"}, {Property: helpdesk.PropertyTags},
	}}},
	Tells:      helpdesk.TellsPriority | helpdesk.TellsEmail | helpdesk.TellsCompletion,
	Types:      []string{"question", "task", "problem", "incident"},
	Priorities: []helpdesk.Priority{"low", "normal", "high", "urgent"},
	Statuses:   demo.Statuses(),
	Settled:    []helpdesk.State{helpdesk.New, helpdesk.Open, helpdesk.Pending, helpdesk.Hold, helpdesk.Solved, helpdesk.Closed, helpdesk.Spam},
	Orders:     []helpdesk.Order{{By: "updated", Word: "updated", Exact: true, Descending: true}},
	PageSize:   most,
}

// Can says what the demo can do.
func (Desk) Can() *helpdesk.Abilities { return &abilities }

// List leaves everything, whatever is wanted of it.
func (Desk) List(*helpdesk.Selection, *helpdesk.Known) (helpdesk.List, *helpdesk.Selection) {
	everything := helpdesk.Everything()
	return helpdesk.List{}, &everything
}

// Join says that everything and everything is one list.
func (Desk) Join(a, _ helpdesk.List) (helpdesk.List, bool) { return a, true }

// Write prints a message as HTML.
func (Desk) Write(source string, _ bool) helpdesk.Written {
	var r bbcode.Reader
	body := html.Print(r.Read(source))
	return helpdesk.Written{Body: helpdesk.Markup{Format: helpdesk.HTML, Source: body}, Length: content.Length(body)}
}
