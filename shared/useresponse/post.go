package useresponse

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// Posts searches objects as SearchObjects does, one page in the shared model. Of
// each object it reads only what the model holds.
func (c Client) Posts(s Search) api.Call[Page[helpdesk.Post]] {
	return call(c, &opObjectsSearch, s.input(), found(view(helpdesk.HTML, post)))
}

// Post gets an object as Object does, in the shared model.
func (c Client) Post(id int64) api.Call[helpdesk.Post] {
	return call(c, &opObjectsGet, &input{id: id}, one(view(c.format(&opObjectsGet), post)))
}

// CreatePost creates an object as CreateObject does. The answer is the post.
func (c Client) CreatePost(n helpdesk.NewPost) api.Call[helpdesk.Post] {
	in := written("feedback", string(n.Type), n.Title, n.Content, false, n.Category)
	in.OneOf("object_type", string(n.Type), postTypes[:]...)
	in.files(tokens(n.Files))
	in.body.Strings("tags", n.Tags)
	fields := make([]Property, len(n.Fields))
	for i := range n.Fields {
		fields[i] = PostProperty(&n.Fields[i])
	}
	in.properties(fields, false)
	return call(c, &opObjectsCreate, in, one(view(helpdesk.HTML, post)))
}

// PostProperty is the value that a customer gives a field.
func PostProperty(f *helpdesk.PostField) Property {
	if f.List || len(f.Values) != 1 {
		return ChoicesProperty(f.ID, f.Values...)
	}
	return TextProperty(f.ID, f.Values[0])
}

// CommentPost adds a comment as AddComment does. The answer is its id.
func (c Client) CommentPost(id int64, content string, files []helpdesk.PostFile) api.Call[int64] {
	in := &input{body: new(strict.Object)}
	in.body.Int("object_id", id)
	in.check.id("object_id", id)
	in.content(content, false)
	in.required("content", content)
	in.files(tokens(files))
	return call(c, &opCommentsCreate, in, one(func(v jsontext.Value) int64 { return loose.Int(v.Get("id")) }))
}

// tokens are files that were brought before.
func tokens(files []helpdesk.PostFile) []File {
	all := make([]File, len(files))
	for i, f := range files {
		all[i] = File{Name: f.Name, Token: f.Token}
	}
	return all
}

// VotePost votes as Vote does. The answer is the post with its votes.
func (c Client) VotePost(id int64, vote helpdesk.Vote) api.Call[helpdesk.Post] {
	return call(c, &opObjectsVote, voting(id, vote), one(view(helpdesk.HTML, post)))
}

// FollowPost subscribes somebody to an object, or ends that. The answer is an edge's own.
func (c Client) FollowPost(id int64, on bool) api.Call[helpdesk.Follows] {
	op := &opObjectUnsubscribe
	if on {
		op = &opObjectSubscribe
	}
	return call(c, op, subscription(id, 0), one(func(v jsontext.Value) helpdesk.Follows {
		if loose.Bool(v.Get("isMailed")) {
			return helpdesk.Mailed
		}
		return following(v.Get("isSubscribed"))
	}))
}

// following is what isSubscribed says of an object, if there is one.
func following(subscribed jsontext.Value) helpdesk.Follows {
	switch {
	case subscribed.Kind() == jsontext.Absent:
		return ""
	case loose.Bool(subscribed):
		return helpdesk.Followed
	}
	return helpdesk.Unfollowed
}

// post takes of an object what customers see. Where only "has voted" is known,
// the vote counts as one in favour.
func post(o *reader) helpdesk.Post {
	p := helpdesk.Post{ID: o.id(), Title: o.title(), URL: o.url(), Body: o.body(), Status: sharedStatus(o.status())}
	kind := o.kind()
	p.Type = helpdesk.PostType(typeSlug(kind))
	p.Category = sharedCategory(o.category())
	p.Author = person(o.author())
	votes := o.votes().Record()
	p.Votes = helpdesk.Votes{Count: loose.Int(votes.Get("all")), Down: loose.Bool(kind.Get("supports").Get("negativeVote"))}
	voted := loose.Bool(votes.Get("isVoted"))
	p.Votes.Open = voted || loose.Bool(votes.Get("canVote"))
	p.Votes.Mine = vote(loose.String(votes.Get("mine")))
	if voted && p.Votes.Mine == helpdesk.NoVote {
		p.Votes.Mine = helpdesk.VoteUp
	}
	p.Comments = o.comments()
	p.CanComment = o.open()
	p.Created = o.created()
	p.Following = following(o.Get("isSubscribed"))
	p.Moderated = Moderated(loose.String(o.Get("state").Get("name")))
	return p
}

// opMine is an edge's own: a helpdesk has none.
var opMine = api.Operation{Name: "objects.mine", Method: "GET", Path: "mine.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads}

// Mine asks an edge for the objects in which somebody takes part.
func (c Client) Mine() api.Call[helpdesk.Mine] {
	return call(c, &opMine, &input{}, func(v jsontext.Value) (helpdesk.Mine, bool) {
		posts, known := list(v.Get("data"), participation)
		return helpdesk.Mine{Posts: posts, AsOf: loose.Int(v.Get("asOf"))}, known
	})
}

func participation(v jsontext.Value) helpdesk.Participation {
	flag := func(name string) bool { return loose.Bool(v.Get(name)) }
	at := func(name string) int64 { return loose.Int(v.Get(name)) }
	return helpdesk.Participation{
		Post: view(helpdesk.HTML, post)(v.Get("object")), Wrote: flag("wrote"), Voted: flag("voted"), Commented: flag("commented"), Left: flag("left"), Held: flag("held"),
		StatusAt: at("statusAt"), AnsweredAt: at("answeredAt"), ReadAt: at("readAt"), Since: at("since"),
	}
}

// Moderated reports whether a state of objects is that of those which wait until somebody
// approves them, by the names that installations may give it.
func Moderated(state string) bool {
	// To fold the case of any letter would be a twentieth of the widget's core.
	for _, name := range [...]string{"moderation", "Moderation", "pending", "Pending"} {
		if strings.HasPrefix(state, name) {
			return true
		}
	}
	return false
}
