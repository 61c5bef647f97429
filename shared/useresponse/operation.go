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

// access says whether a call without a key can be answered.
type access uint8

const (
	withKey   access = iota // the key of somebody who may
	guestRead               // also without a key, where the installation lets guests in
	keyless                 // without a key everywhere
)

// envelope is how a payload is wrapped by default. Readers accept both for every operation.
type envelope uint8

const (
	bare    envelope = iota // the payload itself
	wrapped                 // {"success": payload}
)

// trait is what else is known of an operation; traits join with |.
type trait uint8

const (
	// once: a second sending may change more than the first.
	once trait = 0
	// again: a second sending changes nothing more.
	again trait = 1 << iota
	// bbcode: content can be asked for as BBCode in the place of HTML.
	bbcode
)

func (o *operation) has(t trait) bool { return o.traits&t != 0 }

// operation is one row of the API reference.
type operation struct {
	name     string
	method   string
	path     string // below /api/VERSION/; {id} is replaced
	access   access
	envelope envelope
	traits   trait
	// assumed names what the reference does not say and where we chose.
	assumed string
}

// The operations of the API reference 7.0. It prints titles and parameters;
// what it leaves open, and what follows from the clients of its vendor instead,
// is in assumed. For every row these are assumed: that the key may travel in the
// Authorization header, that creating answers any status of 2xx, which operations
// guests may call, and the envelope. The payload is read from either envelope.
var (
	opLogin = operation{"auth.login", "POST", "auth/login.json", keyless, bare, again, ""}

	opCategories = operation{"categories.list", "GET", "categories.json", guestRead, bare, again, ""}
	opCategory   = operation{"categories.get", "GET", "categories/{id}.json", guestRead, bare, again, "the id is in the path; the reference lists it as a query parameter"}

	opObjectChangelog = operation{"changelog.object", "GET", "changelog/object/{id}.json", withKey, bare, again, "the id is in the path; the reference names no parameter"}
	opUserChangelog   = operation{"changelog.user", "GET", "changelog/user/{id}.json", withKey, bare, again, "the id is in the path; the reference names no parameter"}

	opChats        = operation{"chats.list", "GET", "chats.json", withKey, wrapped, again, ""}
	opChat         = operation{"chats.get", "GET", "chats/{id}.json", withKey, wrapped, again, "the id in the path is externalId, as in the vendor's SDKs"}
	opChatMessages = operation{"chats.messages", "GET", "chats/{id}/messages.json", withKey, wrapped, again, "page and top_id as in the vendor's SDKs; an array or a paginator"}

	opApproveComment = operation{"moderation.approve_comment", "POST", "comment/{id}/approve.json", withKey, wrapped, once, "the verb"}
	opDeclineComment = operation{"moderation.decline_comment", "POST", "comment/{id}/decline.json", withKey, wrapped, once, "the verb"}
	opApproveTopic   = operation{"moderation.approve_topic", "POST", "topic/{id}/approve.json", withKey, wrapped, once, "the verb"}
	opDeclineTopic   = operation{"moderation.decline_topic", "POST", "topic/{id}/decline.json", withKey, wrapped, once, "the verb"}

	opComments       = operation{"comments.list", "GET", "comments.json", withKey, wrapped, again, "page, which the reference does not list here"}
	opCommentsCreate = operation{"comments.create", "POST", "comments.json", withKey, wrapped, once, "object_id or reply_to must be there; files as in objects.create"}
	opCommentBest    = operation{"comments.best", "POST", "comments/{id}/best/toggle.json", withKey, wrapped, once, "the verb"}
	opCommentEdit    = operation{"comments.edit", "POST", "comments/{id}/edit.json", withKey, wrapped, again, ""}
	opCommentRecover = operation{"comments.recover", "POST", "comments/{id}/recovery.json", withKey, wrapped, again, "the verb"}
	opCommentTrash   = operation{"comments.trash", "POST", "comments/{id}/trash.json", withKey, wrapped, again, "the verb"}
	opCommentVote    = operation{"comments.vote", "POST", "comments/{id}/votes/toggle.json", withKey, wrapped, once, "the verb"}
	opObjectComments = operation{"objects.comments", "GET", "objects/{id}/comments.json", guestRead, wrapped, again | bbcode, "private notes only when asked, then without public comments"}

	opForums   = operation{"forums.list", "GET", "forums.json", guestRead, bare, again, ""}
	opStatuses = operation{"statuses.list", "GET", "statuses.json", guestRead, bare, again, ""}

	opMe           = operation{"users.me", "GET", "me.json", withKey, bare, again, ""}
	opUpdateMe     = operation{"users.update_me", "POST", "profile/update.json", withKey, wrapped, again, "custom fields are members property_N of the body"}
	opUserCreate   = operation{"users.create", "POST", "users.json", withKey, wrapped, once, "custom fields are members property_N of the body"}
	opUserDelete   = operation{"users.delete", "DELETE", "users/{id}.json", withKey, wrapped, once, "method is in the query; the reference calls it a path parameter and names one value"}
	opUser         = operation{"users.get", "GET", "users/{id}.json", withKey, bare, again, ""}
	opUserEdit     = operation{"users.edit", "POST", "users/{id}.json", withKey, wrapped, again, "custom fields are members property_N of the body"}
	opUserObjects  = operation{"users.activity", "GET", "users/{id}/activity.json", withKey, bare, again, ""}
	opUserPassword = operation{"users.password", "POST", "users/{id}/change-password.json", withKey, wrapped, again, ""}
	opUserSearch   = operation{"users.search", "GET", "users/search.json", withKey, bare, again, ""}

	opObjectsCreate     = operation{"objects.create", "POST", "objects.json", withKey, wrapped, once, "announcements are taken, which the text mentions and the enums leave out; the member attachments of {name, body in base64}; custom fields are members property_N of the body; treat_as_html as in comments; team_id"}
	opObjectDelete      = operation{"objects.delete", "DELETE", "objects/{id}.json", withKey, wrapped, once, "final"}
	opObjectsGet        = operation{"objects.get", "GET", "objects/{id}.json", guestRead, bare, again | bbcode, ""}
	opObjectEdit        = operation{"objects.edit", "PUT", "objects/{id}.json", withKey, wrapped, again, "an absent member stays; files and custom fields as in objects.create"}
	opObjectArchive     = operation{"objects.archive", "GET", "objects/{id}/archive.json", withKey, wrapped, again, "the verb"}
	opObjectAttach      = operation{"objects.attach", "POST", "objects/{id}/attach-file.json", withKey, wrapped, once, "the name is in the query, the body is the file as application/octet-stream"}
	opObjectLock        = operation{"objects.lock", "POST", "objects/{id}/comments/toggle.json", withKey, wrapped, once, "the verb"}
	opObjectSubscribe   = operation{"objects.subscribe", "POST", "objects/{id}/subscribe.json", withKey, wrapped, again, "the verb"}
	opObjectRecover     = operation{"objects.recover", "POST", "objects/{id}/recovery.json", withKey, wrapped, again, "path and verb, by the example of comments"}
	opObjectTrash       = operation{"objects.trash", "GET", "objects/{id}/trash.json", withKey, wrapped, again, "that the slot where the reference recovers objects moves them to the trash; the verb"}
	opObjectUnsubscribe = operation{"objects.unsubscribe", "POST", "objects/{id}/unsubscribe.json", withKey, wrapped, again, "that the second of two operations with the title of objects.subscribe is this; the verb"}
	opObjectsVote       = operation{"objects.vote", "POST", "objects/{id}/votes/toggle.json", withKey, wrapped, once, "whether up twice is up or takes it back"}
	opObjectsSearch     = operation{"objects.search", "GET", "search.json", guestRead, wrapped, again, "a paginator, or groups by ownership; at most 50 on a page; page and forum_id"}
	opTicketsList       = operation{"tickets.list", "GET", "tickets.json", withKey, wrapped, again | bbcode, "at most 50 on a page; several statuses joined by commas; custom fields as property_N"}

	opObjectFields = operation{"fields.objects", "GET", "objects/custom-fields/list.json", guestRead, bare, again, ""}
	opUserFields   = operation{"fields.users", "GET", "users/custom-fields/list.json", guestRead, bare, again, ""}

	opReportObjects = operation{"reports.objects", "GET", "report/{id}/objects.json", withKey, bare, again, "at most 150 on a page, the number of the example"}
	opReports       = operation{"reports.list", "GET", "reports/list.json", withKey, bare, again, ""}

	opNotes      = operation{"notes.list", "GET", "users/{id}/notes.json", withKey, wrapped, again, ""}
	opNoteAdd    = operation{"notes.add", "POST", "users/{id}/notes/add.json", withKey, wrapped, once, "remind_at is written 2026-05-31 18:29:00; all notes of the user or the one note come back"}
	opNoteDelete = operation{"notes.delete", "POST", "users/notes/{id}/delete.json", withKey, wrapped, once, "no body, though the reference repeats that of notes.add"}
	opNoteEdit   = operation{"notes.edit", "POST", "users/notes/{id}/edit.json", withKey, wrapped, again, "remind_at as in notes.add"}
)
