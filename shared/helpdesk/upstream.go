package helpdesk

import "deskside/shared/api"

// Upstream describes what an edge asks of the helpdesk behind it. Its key may
// see more than customers may: answers say of each thing whether it is theirs,
// and whoever hands them on must leave out what is not.
type Upstream interface {
	// Me asks whose the key is.
	Me() api.Call[Person]
	// TopicCategories and TopicStatuses list those of posts of all types.
	TopicCategories() api.Call[[]TopicCategory]
	TopicStatuses() api.Call[[]TopicStatus]
	// TopicFields lists the installation's own fields of posts.
	TopicFields() api.Call[[]TopicField]
	// SignIn exchanges an e-mail address and a password for whose they are, and their key.
	SignIn(email, password string) api.Call[SignedIn]
	// People finds whoever has an e-mail address, and AddPerson makes a user who signs in
	// with a password; for an address that somebody has that is a conflict. Both need a key
	// that may manage users.
	People(email string) api.Call[[]Person]
	AddPerson(email, name, password string) api.Call[Person]
	// Topics searches posts; it may bring others beside them, which are not Public.
	Topics(PostSearch) api.Call[Topics]
	// Topic asks for one.
	Topic(id int64) api.Call[Topic]
	// TopicComments asks for the conversation about one.
	TopicComments(id int64, part CommentPart) api.Call[[]TopicComment]
	// CreateTopic, VoteTopic and CommentTopic write and read what was written: id
	// 0 where the helpdesk took it without a word.
	CreateTopic(NewPost) api.Call[Topic]
	VoteTopic(id int64, vote Vote) api.Call[Topic]
	CommentTopic(id int64, content string, files ...File) api.Call[TopicComment]
	// FollowTopic has the helpdesk write to a user what is new of one, or not any more: to
	// whose the key is with 0. Naming another takes a privilege.
	FollowTopic(id, user int64, on bool) api.Call[Topic]
	// AttachToTopic adds a file to a post and reads it.
	AttachToTopic(id int64, file File) api.Call[Topic]
}

// TopicField is one of the installation's own fields. Name and Type are as the API says them.
type TopicField struct {
	FormField
	Name, Type string
	// Hidden says that customers neither see nor fill it.
	Hidden bool
}

// SignedIn is a person with their own key.
type SignedIn struct {
	Person
	Key string
}

// Topics is one page of topics: which one, of how many, and how many topics
// there are in all. A helpdesk that knows no pages says that it is the only one.
type Topics struct {
	Topics             []Topic
	Page, Pages, Total int64
}

// CommentPart selects of a conversation. The zero value is all of it, oldest first.
type CommentPart struct {
	// Page counts from 1.
	Page        int64
	NewestFirst bool
}

// Topic is a post as a key sees it.
type Topic struct {
	ID   int64
	Type TopicType
	// Public says that customers may know of it, Moderated that it waits until somebody
	// approves it, and that until then it is nobody's but its author's.
	Public, Moderated bool
	// Slug names it in addresses. Content is HTML.
	Title, Slug, Content, URL string
	// Status and Category are nil where it has none, or none that customers may know.
	Status   *TopicStatus
	Category *TopicCategory
	Author   Person
	Votes    TopicVotes
	Comments int64
	Files    []TopicFile
	// CanComment is false where replies are locked, Private what only agents read.
	CanComment, Private bool
	Created, Active     int64
}

// TopicType is what a type of posts is called and can do.
type TopicType struct {
	Slug           PostType
	Single, Plural string
	// Comments, Votes and Negative say what posts of this type take.
	Comments, Votes, Negative bool
}

// TopicVotes are the votes of a topic and what the key's owner has to do with them.
type TopicVotes struct {
	// Count is the balance, the key's own vote included.
	Count int64
	// Voted says that the key has a vote, CanVote that it may have one.
	Voted, CanVote bool
}

// TopicStatus is a status and how it is drawn.
type TopicStatus struct {
	Status
	// Type is that of the posts that may have it, AnyType for all.
	Type            PostType
	Closed, Default bool
	// Background and Text are colours as the helpdesk writes them.
	Background, Text string
	// Hidden says that it is none of customers' posts.
	Hidden bool
}

// TopicCategory is a category with its name in addresses.
type TopicCategory struct {
	Category
	Slug string
	// Hidden says that customers do not choose from it.
	Hidden bool
}

// TopicComment is a comment as a key sees it. Its Content is HTML.
type TopicComment struct {
	ID     int64
	Author Person
	// Team says that its author is of the helpdesk's team.
	Team          bool
	Content       string
	Private, Best bool
	Files         []TopicFile
	Created       int64
}

// TopicFile is a file, with its addresses, the better first.
type TopicFile struct {
	ID        int64
	Name      string
	Addresses []string
}
