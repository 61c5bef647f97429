package helpdesk

import "deskside/shared/api"

//go:generate go run deskside/build/codec -file beside.go -o beside_gen.go

// Reports is a Client of a helpdesk with lists that its administrators have made: see
// Abilities.Reports.
type Reports interface {
	Reports() api.Call[[]Entry]
	// Report asks for a page, counted from 0, of one; group is a ReportGroup.ID, "" for all of it.
	Report(id int64, group string, page int64) api.Call[ReportPage]
}

// ReportPage is a page of a report, and the groups into which all of it falls.
type ReportPage struct {
	Page   Page          `msg:"-"`
	Groups []ReportGroup `msg:"groups"`
}

// ReportGroup is one of them. Its ID is the helpdesk's word for what its members have in common.
type ReportGroup struct {
	ID    string `msg:"id"`
	Name  string `msg:"name"`
	Count int64  `msg:"count"`
}

// Users is a Client of a helpdesk whose agents look after users: see Abilities.Users.
type Users interface {
	// Users searches a page, counted from 0, of them by name or address.
	Users(text string, page int64) api.Call[UserPage]
	// Profile asks for what can be changed of one, Changes for what has been.
	Profile(id int64) api.Call[Profile]
	ProfileFields() api.Call[[]FieldEntry]
	Changes(id int64) api.Call[[]ProfileChange]
	// Save changes one, or makes one whose number is 0, and reads the number. A
	// password is set of a new one alone.
	Save(Profile) api.Call[int64]
	SetPassword(id int64, password string) api.Call[int64]
	// Erase deletes one for ever, with what they wrote unless that is kept.
	Erase(id int64, keep bool) api.Call[int64]
}

// UserPage is a page of users.
type UserPage struct {
	Users []Person
	More  bool
}

// Profile is what agents change of a user.
type Profile struct {
	ID    int64  `msg:"id"`
	Name  string `msg:"name"`
	Email string `msg:"email"`
	// Tags are joined by commas.
	Tags string `msg:"tags"`
	// Password is that of a new user, "" for one who cannot log in with one.
	Password string  `msg:"password"`
	Team     string  `msg:"team"`
	Role     string  `msg:"role"`
	Fields   []Field `msg:"fields"`
}

// ProfileChange is a member of a user that somebody has changed.
type ProfileChange struct {
	By     string `msg:"by"`
	At     int64  `msg:"at"`
	Field  string `msg:"field"`
	Before string `msg:"before"`
	After  string `msg:"after"`
}

// Chats is a Client of a helpdesk with conversations that are no tickets: see Abilities.Chats.
type Chats interface {
	// Chats asks for a page, counted from 0, the last first.
	Chats(page int64) api.Call[ChatPage]
	Chat(id int64) ChatCalls
}

// ChatPage is a page of chats.
type ChatPage struct {
	Chats []Chat `msg:"chats"`
	More  bool   `msg:"more"`
}

// ChatCalls are what shows one chat.
type ChatCalls struct {
	Chat     api.Call[Chat]
	Messages api.Call[[]ChatMessage]
}

// Chat is a conversation in the chat of a site.
type Chat struct {
	ID       int64  `msg:"id"`
	Title    string `msg:"title"`
	Client   string `msg:"client"`
	Assignee string `msg:"assignee"`
	// Last is what was said last, in one line.
	Last string `msg:"last"`
	// Updated is when that was, Completed when it ended, 0 while it goes on.
	Updated   int64 `msg:"updated"`
	Completed int64 `msg:"completed"`
}

// ChatMessage is one message of a chat. A file has a name and an address.
type ChatMessage struct {
	Author string
	Side   Side
	At     int64
	Body   Markup
	File   Attachment
}
