// Package desk is Usedesk as one of the helpdesks that agents work with: what
// its API can do, and how each thing is asked by the client beside it. It must
// not know how queries are written, nor how accounts are kept.
package desk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// Desk is Usedesk.
type Desk struct{}

// System is its name in what is kept.
func (Desk) System() helpdesk.System { return helpdesk.Usedesk }

// Name is what people read.
func (Desk) Name() string { return "Usedesk" }

// Limits are those of the API, or an account's own.
func (Desk) Limits(requestsPerSecond, searchesPerMinute int) []api.LimitRule {
	return usedesk.Limits(requestsPerSecond, searchesPerMinute)
}

// defaultPath is where the uapi lies when only a host was typed, except at
// rootHost, where it is the root.
const (
	defaultPath = "/uapi"
	rootHost    = "api.usedesk.ru"
)

// Address takes the method's name off an address that was copied from a sample,
// and adds the path where only a host was typed.
func (Desk) Address(base api.Base) api.Base {
	base.Path = strings.TrimSuffix(base.Path, "/tickets")
	if base.Path == "" && base.Hostname() != rootHost {
		base.Path = defaultPath
	}
	return base
}

// types are the types of tickets. A type, status or priority beyond those that
// are known is found only where none is asked for.
var types = []string{"question", "task", "problem", "incident"}

var abilities = helpdesk.Abilities{
	Key:    helpdesk.ChannelToken,
	Copies: true, Files: true, MentionsByAddress: true,
	Writes: helpdesk.HTML,
	Notes:  true,
	// Tags are added to those there are; nothing takes one away.
	TicketChanges: []helpdesk.Changeable{
		{Property: helpdesk.PropertyStatus, How: helpdesk.Sets}, {Property: helpdesk.PropertyAssignee, How: helpdesk.Sets},
		{Property: helpdesk.PropertyGroup, How: helpdesk.Sets}, {Property: helpdesk.PropertyPriority, How: helpdesk.Sets},
		{Property: helpdesk.PropertyType, How: helpdesk.Sets}, {Property: helpdesk.PropertyTags, How: helpdesk.Adds},
		{Property: helpdesk.PropertyField, How: helpdesk.Sets},
	},
	Creates:    []helpdesk.Creatable{newTicket},
	Unset:      []helpdesk.State{helpdesk.Merged},
	Tells:      helpdesk.TellsPriority | helpdesk.TellsChannel | helpdesk.TellsRights,
	Types:      types,
	Priorities: usedesk.Priorities(),
	Statuses:   usedesk.Statuses(),
	Settled: []helpdesk.State{
		helpdesk.New, helpdesk.Open, helpdesk.Pending, helpdesk.Hold, helpdesk.Solved, helpdesk.Closed, helpdesk.Merged,
		helpdesk.Mailing, helpdesk.Spam, helpdesk.Deleted,
	},
	// Merged tickets are answered; the reference's filter does not list them.
	Unasked:       []helpdesk.State{helpdesk.Merged},
	RightsOfAgent: true,
	Single:        []helpdesk.Member{helpdesk.OfClient},
	// Orders that are not exact are by numbers where people mean names or the
	// course of work.
	Orders: []helpdesk.Order{
		{By: "updated", Word: "last_updated_at", Exact: true}, {By: "created", Word: "published_at", Exact: true}, {By: "id", Word: "id", Exact: true},
		{By: "group", Word: "group", Exact: true, NoneFirst: true}, {By: "activity", Word: "last_updated_at", Exact: true},
		{By: "status", Word: "status_id"}, {By: "assignee", Word: "assignee_id"}, {By: "client", Word: "client_id"},
	},
	PageSize: usedesk.PageSize,
}

// Can says what the API can do.
func (Desk) Can() *helpdesk.Abilities { return &abilities }
