// Package desk is UseResponse as one of the helpdesks that agents work with:
// what its API can do, and how each thing is asked by the client beside it. It
// must not know how queries are written, nor how accounts are kept.
package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// Desk is UseResponse.
type Desk struct{}

// System is its name in what is kept.
func (Desk) System() helpdesk.System { return helpdesk.UseResponse }

// Name is what people read.
func (Desk) Name() string { return "UseResponse" }

// Address is what was typed.
func (Desk) Address(base api.Base) api.Base { return base }

// Limits are an account's own: the API says of none.
func (Desk) Limits(requestsPerSecond, _ int) []api.LimitRule {
	if requestsPerSecond > 0 {
		return []api.LimitRule{{Requests: requestsPerSecond, WindowMS: 1000}}
	}
	return nil
}

// ticketType is the type of objects that are tickets; the others stand in communities.
const ticketType = "ticket"

// apart are the types of posts.
var apart = []string{"idea", "problem", "question"}

var abilities = helpdesk.Abilities{
	Key:          helpdesk.APIKey,
	Writes:       helpdesk.BBCode,
	MessageLimit: useresponse.ContentLimit,
	Files:        true, EndedFiles: true,
	Reviews: true, Reports: true, Users: true, Chats: true,
	PersonNotes: true,
	Notes:       true,
	TicketChanges: []helpdesk.Changeable{
		{Property: helpdesk.PropertyStatus, How: helpdesk.Sets}, {Property: helpdesk.PropertyAssignee, How: helpdesk.Sets},
		{Property: helpdesk.PropertyCategory, How: helpdesk.Sets}, {Property: helpdesk.PropertyTags, How: helpdesk.Sets},
		{Property: helpdesk.PropertyField, How: helpdesk.Sets},
		{Property: helpdesk.PropertyLocked, How: helpdesk.Turns}, {Property: helpdesk.PropertySubscribed, How: helpdesk.Sets},
		{Property: helpdesk.PropertyBin, How: helpdesk.Sets},
	},
	// The directory does not tell which additional fields are those of posts.
	ApartChanges: []helpdesk.Changeable{
		{Property: helpdesk.PropertyStatus, How: helpdesk.Sets}, {Property: helpdesk.PropertyAssignee, How: helpdesk.Sets},
		{Property: helpdesk.PropertyCategory, How: helpdesk.Sets}, {Property: helpdesk.PropertyType, How: helpdesk.Sets},
		{Property: helpdesk.PropertyTags, How: helpdesk.Sets}, {Property: helpdesk.PropertyVoted, How: helpdesk.Turns},
		{Property: helpdesk.PropertyLocked, How: helpdesk.Turns}, {Property: helpdesk.PropertySubscribed, How: helpdesk.Sets},
		{Property: helpdesk.PropertyBin, How: helpdesk.Sets},
	},
	CommentChanges: []helpdesk.Changeable{{Property: helpdesk.CommentBody, How: helpdesk.Sets}, {Property: helpdesk.CommentTrashed, How: helpdesk.Sets}},
	AnswerChanges:  []helpdesk.Changeable{{Property: helpdesk.CommentVoted, How: helpdesk.Turns}, {Property: helpdesk.CommentBest, How: helpdesk.Turns}},
	Bins:           []helpdesk.Bin{"", helpdesk.Archive, helpdesk.Trash, helpdesk.Gone},
	Tells:          helpdesk.TellsForum | helpdesk.TellsCategory | helpdesk.TellsEmail | helpdesk.TellsCompletion,
	Creates:        creates(),
	Types:          []string{ticketType},
	Apart:          apart,
	ApartLacks:     helpdesk.TellsEmail,
	Statuses:       statuses(),
	OwnStatuses:    true,
	// An installation's own statuses are new, solved, closed or not understood.
	Settled: []helpdesk.State{helpdesk.Open, helpdesk.Pending, helpdesk.Hold},
	Single: []helpdesk.Member{
		helpdesk.OfType, helpdesk.OfClient, helpdesk.OfEmail, helpdesk.OfAssignee, helpdesk.OfCompletedBy, helpdesk.OfForum,
	},
	// All orders descend. The last activity alone is not told of a ticket without
	// any, which comes by its creation here and last there.
	Orders: []helpdesk.Order{
		{By: "updated", Word: "new_updated", Exact: true, Descending: true}, {By: "activity", Word: "updated", Descending: true},
		{By: "created", Word: "new", Exact: true, Descending: true}, {By: "popular", Word: "popular", Exact: true, Descending: true},
		{By: "trending", Word: "trending", Exact: true, Descending: true},
	},
	PageSize: useresponse.CountLimit,
	Counted:  true,
}

// statuses are those of the API, by what they mean.
func statuses() []helpdesk.Status {
	var all []helpdesk.Status
	for _, state := range helpdesk.States() {
		for _, slug := range useresponse.StatusSlugs([]helpdesk.State{state}) {
			all = append(all, helpdesk.Status{Slug: slug, State: state})
		}
	}
	return all
}

// Can says what the API can do.
func (Desk) Can() *helpdesk.Abilities { return &abilities }
