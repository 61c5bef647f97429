// Package useresponse is a client of the UseResponse API 7.0: one file for
// each resource, one table of operations. It describes calls and reads
// answers; deskside/shared/api/transport or another host sends them.
//
// Answers are read tolerantly: with and without {"success": …}, in the forms of
// version 4.0, with quoted numbers, 0 and 1 for flags, [] for empty objects.
// Inputs are checked before anything is sent; whatever breaks a rule of the
// reference is in Call.Problem, all of it at once. The package must not know
// who shows or stores what it reads.
package useresponse

import "deskside/shared/api"

// The operations of the API reference 7.0. It prints titles and parameters;
// what it leaves open, and what follows from the clients of its vendor instead,
// is in Assumed and AnyMethod. For every row these are assumed: that the key may
// travel in the Authorization header, that creating answers any status of 2xx,
// which operations guests may call, and the envelope. The payload is read from
// either envelope.
var (
	opLogin = api.Operation{Name: "auth.login", Method: "POST", Path: "auth/login.json", Access: api.ForAnyone, Answer: api.Bare, Effect: api.Reads}

	opCategories = api.Operation{Name: "categories.list", Method: "GET", Path: "categories.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}
	opCategory   = api.Operation{Name: "categories.get", Method: "GET", Path: "categories/{id}.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads, Assumed: "the id is in the path; the reference lists it as a query parameter"}

	opObjectChangelog = api.Operation{Name: "changelog.object", Method: "GET", Path: "changelog/object/{id}.json", Access: api.ForAgents, Answer: api.Bare, Effect: api.Reads, Assumed: "the id is in the path; the reference names no parameter"}
	opUserChangelog   = api.Operation{Name: "changelog.user", Method: "GET", Path: "changelog/user/{id}.json", Access: api.ForAgents, Answer: api.Bare, Effect: api.Reads, Assumed: "the id is in the path; the reference names no parameter"}

	opChats        = api.Operation{Name: "chats.list", Method: "GET", Path: "chats.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Reads}
	opChat         = api.Operation{Name: "chats.get", Method: "GET", Path: "chats/{id}.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Reads, Assumed: "the id in the path is externalId, as in the vendor's SDKs"}
	opChatMessages = api.Operation{Name: "chats.messages", Method: "GET", Path: "chats/{id}/messages.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Reads, Assumed: "page and top_id as in the vendor's SDKs; an array or a paginator"}

	opApproveComment = api.Operation{Name: "moderation.approve_comment", Method: "POST", AnyMethod: true, Path: "comment/{id}/approve.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once}
	opDeclineComment = api.Operation{Name: "moderation.decline_comment", Method: "POST", AnyMethod: true, Path: "comment/{id}/decline.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once}
	opApproveTopic   = api.Operation{Name: "moderation.approve_topic", Method: "POST", AnyMethod: true, Path: "topic/{id}/approve.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once}
	opDeclineTopic   = api.Operation{Name: "moderation.decline_topic", Method: "POST", AnyMethod: true, Path: "topic/{id}/decline.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once}

	opComments       = api.Operation{Name: "comments.list", Method: "GET", Path: "comments.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Reads, Assumed: "page, which the reference does not list here; state, as objects have it, of those that wait for moderation"}
	opCommentsCreate = api.Operation{Name: "comments.create", Method: "POST", Path: "comments.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once, Assumed: "object_id or reply_to must be there; files as in objects.create"}
	opCommentBest    = api.Operation{Name: "comments.best", Method: "POST", AnyMethod: true, Path: "comments/{id}/best/toggle.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once}
	opCommentEdit    = api.Operation{Name: "comments.edit", Method: "POST", Path: "comments/{id}/edit.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles}
	opCommentRecover = api.Operation{Name: "comments.recover", Method: "POST", AnyMethod: true, Path: "comments/{id}/recovery.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles}
	opCommentTrash   = api.Operation{Name: "comments.trash", Method: "POST", AnyMethod: true, Path: "comments/{id}/trash.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles}
	opCommentVote    = api.Operation{Name: "comments.vote", Method: "POST", AnyMethod: true, Path: "comments/{id}/votes/toggle.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once}
	opObjectComments = api.Operation{Name: "objects.comments", Method: "GET", Path: "objects/{id}/comments.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads, BBCode: true, Assumed: "private notes only when asked, then without public comments"}

	opForums   = api.Operation{Name: "forums.list", Method: "GET", Path: "forums.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}
	opStatuses = api.Operation{Name: "statuses.list", Method: "GET", Path: "statuses.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}

	opMe           = api.Operation{Name: "users.me", Method: "GET", Path: "me.json", Access: api.ForUsers, Answer: api.Bare, Effect: api.Reads}
	opUpdateMe     = api.Operation{Name: "users.update_me", Method: "POST", Path: "profile/update.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles, Assumed: "custom fields are members property_N of the body"}
	opUserCreate   = api.Operation{Name: "users.create", Method: "POST", Path: "users.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once, Assumed: "custom fields are members property_N of the body"}
	opUserDelete   = api.Operation{Name: "users.delete", Method: "DELETE", Path: "users/{id}.json", Access: api.ForAdmins, Answer: api.Wrapped, Effect: api.Once, Assumed: "method is in the query; the reference calls it a path parameter and names one value"}
	opUser         = api.Operation{Name: "users.get", Method: "GET", Path: "users/{id}.json", Access: api.ForUsers, Answer: api.Bare, Effect: api.Reads}
	opUserEdit     = api.Operation{Name: "users.edit", Method: "POST", Path: "users/{id}.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles, Assumed: "custom fields are members property_N of the body"}
	opUserObjects  = api.Operation{Name: "users.activity", Method: "GET", Path: "users/{id}/activity.json", Access: api.ForUsers, Answer: api.Bare, Effect: api.Reads}
	opUserPassword = api.Operation{Name: "users.password", Method: "POST", Path: "users/{id}/change-password.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles}
	opUserSearch   = api.Operation{Name: "users.search", Method: "GET", Path: "users/search.json", Access: api.ForAgents, Answer: api.Bare, Effect: api.Reads}

	opObjectsCreate     = api.Operation{Name: "objects.create", Method: "POST", Path: "objects.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once, Assumed: "announcements are taken, which the text mentions and the enums leave out; the member attachments of {name, body in base64}; custom fields are members property_N of the body; treat_as_html as in comments; team_id"}
	opObjectDelete      = api.Operation{Name: "objects.delete", Method: "DELETE", Path: "objects/{id}.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once, Assumed: "final"}
	opObjectsGet        = api.Operation{Name: "objects.get", Method: "GET", Path: "objects/{id}.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads, BBCode: true}
	opObjectEdit        = api.Operation{Name: "objects.edit", Method: "PUT", Path: "objects/{id}.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles, Assumed: "an absent member stays; files and custom fields as in objects.create"}
	opObjectArchive     = api.Operation{Name: "objects.archive", Method: "GET", AnyMethod: true, Path: "objects/{id}/archive.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles}
	opObjectAttach      = api.Operation{Name: "objects.attach", Method: "POST", Path: "objects/{id}/attach-file.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once, Assumed: "the name is in the query, the body is the file as application/octet-stream"}
	opObjectLock        = api.Operation{Name: "objects.lock", Method: "POST", AnyMethod: true, Path: "objects/{id}/comments/toggle.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once}
	opObjectSubscribe   = api.Operation{Name: "objects.subscribe", Method: "POST", AnyMethod: true, Path: "objects/{id}/subscribe.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles}
	opObjectRecover     = api.Operation{Name: "objects.recover", Method: "POST", AnyMethod: true, Path: "objects/{id}/recovery.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles, Assumed: "the path, by the example of comments"}
	opObjectTrash       = api.Operation{Name: "objects.trash", Method: "GET", AnyMethod: true, Path: "objects/{id}/trash.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles, Assumed: "that the slot where the reference recovers objects moves them to the trash"}
	opObjectUnsubscribe = api.Operation{Name: "objects.unsubscribe", Method: "POST", AnyMethod: true, Path: "objects/{id}/unsubscribe.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Settles, Assumed: "that the second of two operations with the title of objects.subscribe is this"}
	opObjectsVote       = api.Operation{Name: "objects.vote", Method: "POST", AnyMethod: true, Path: "objects/{id}/votes/toggle.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once, Assumed: "whether up twice is up or takes it back"}
	opObjectsSearch     = api.Operation{Name: "objects.search", Method: "GET", Path: "search.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads, Assumed: "a paginator, or groups by ownership; at most 50 on a page; page and forum_id"}
	opTicketsList       = api.Operation{Name: "tickets.list", Method: "GET", Path: "tickets.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Reads, BBCode: true, Assumed: "at most 50 on a page; several statuses joined by commas; custom fields as property_N"}

	opObjectFields = api.Operation{Name: "fields.objects", Method: "GET", Path: "objects/custom-fields/list.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}
	opUserFields   = api.Operation{Name: "fields.users", Method: "GET", Path: "users/custom-fields/list.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}

	opReportObjects = api.Operation{Name: "reports.objects", Method: "GET", Path: "report/{id}/objects.json", Access: api.ForAgents, Answer: api.Bare, Effect: api.Reads, Assumed: "at most 150 on a page, the number of the example"}
	opReports       = api.Operation{Name: "reports.list", Method: "GET", Path: "reports/list.json", Access: api.ForAgents, Answer: api.Bare, Effect: api.Reads}

	opNotes      = api.Operation{Name: "notes.list", Method: "GET", Path: "users/{id}/notes.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Reads}
	opNoteAdd    = api.Operation{Name: "notes.add", Method: "POST", Path: "users/{id}/notes/add.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once, Assumed: "remind_at is written 2026-05-31 18:29:00; all notes of the user or the one note come back"}
	opNoteDelete = api.Operation{Name: "notes.delete", Method: "POST", AnyMethod: true, Path: "users/notes/{id}/delete.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Once, Assumed: "no body, though the reference repeats that of notes.add"}
	opNoteEdit   = api.Operation{Name: "notes.edit", Method: "POST", Path: "users/notes/{id}/edit.json", Access: api.ForAgents, Answer: api.Wrapped, Effect: api.Settles, Assumed: "remind_at as in notes.add"}
)

// Operations is the table.
func Operations() []*api.Operation {
	return []*api.Operation{
		&opLogin,
		&opCategories, &opCategory,
		&opObjectChangelog, &opUserChangelog,
		&opChats, &opChat, &opChatMessages,
		&opApproveComment, &opDeclineComment, &opApproveTopic, &opDeclineTopic,
		&opComments, &opCommentsCreate, &opCommentBest, &opCommentEdit, &opCommentRecover, &opCommentTrash, &opCommentVote,
		&opObjectComments,
		&opForums, &opStatuses,
		&opMe, &opUpdateMe, &opUserCreate, &opUserDelete, &opUser, &opUserEdit, &opUserObjects,
		&opUserPassword, &opUserSearch,
		&opObjectsCreate, &opObjectDelete, &opObjectsGet, &opObjectEdit, &opObjectArchive, &opObjectAttach, &opObjectLock,
		&opObjectSubscribe, &opObjectRecover, &opObjectTrash, &opObjectUnsubscribe, &opObjectsVote, &opObjectsSearch, &opTicketsList,
		&opObjectFields, &opUserFields,
		&opReportObjects, &opReports,
		&opNotes, &opNoteAdd, &opNoteDelete, &opNoteEdit,
	}
}
