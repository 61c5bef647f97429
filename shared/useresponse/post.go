package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Posts searches objects as SearchObjects does, one page in the shared model. Of
// each object it reads only what the model holds.
func (c Client) Posts(s Search) api.Call[Page[helpdesk.Post]] {
	return call(c, &opObjectsSearch, s.input(), found(post(helpdesk.HTML)))
}

// Post gets an object as Object does, in the shared model.
func (c Client) Post(id int64) api.Call[helpdesk.Post] {
	return call(c, &opObjectsGet, &input{id: id}, one(post(c.format(&opObjectsGet))))
}

// CreatePost creates an object as CreateObject does. The answer is the post.
func (c Client) CreatePost(n helpdesk.NewPost) api.Call[helpdesk.Post] {
	in := written("feedback", string(n.Type), n.Title, n.Content, false, n.Category)
	in.oneOf("object_type", string(n.Type), postTypes[:]...)
	return call(c, &opObjectsCreate, in, one(post(helpdesk.HTML)))
}

// VotePost votes as Vote does. The answer is the post with its votes.
func (c Client) VotePost(id int64, vote helpdesk.Vote) api.Call[helpdesk.Post] {
	return call(c, &opObjectsVote, voting(id, vote), one(post(helpdesk.HTML)))
}

// post reads an object into the shared model. Where only "has voted" is known,
// the vote counts as one in favour.
func post(format helpdesk.Format) func(jsontext.Value) helpdesk.Post {
	return func(v jsontext.Value) helpdesk.Post {
		o := v.Record()
		p := helpdesk.Post{
			ID: loose.Int(o.Get("id")), Title: loose.String(o.Get("title")), URL: loose.String(o.Get("url")),
			Body:   helpdesk.Markup{Format: format, Source: loose.String(o.Get("content"))},
			Status: sharedStatus(o.Get("status")),
		}
		kind := o.Get("type")
		p.Type = helpdesk.PostType(typeSlug(kind))
		p.Category = sharedCategory(o.Get("category"))
		p.Author = person(o.Get("author"))
		votes := o.Get("votes").Record()
		p.Votes = helpdesk.Votes{Count: loose.Int(votes.Get("all")), Down: loose.Bool(kind.Get("supports").Get("negativeVote"))}
		voted := loose.Bool(votes.Get("isVoted"))
		p.Votes.Open = voted || loose.Bool(votes.Get("canVote"))
		p.Votes.Mine = vote(loose.String(votes.Get("mine")))
		if voted && p.Votes.Mine == helpdesk.NoVote {
			p.Votes.Mine = helpdesk.VoteUp
		}
		p.Comments = loose.Int(o.Get("commentsNum"))
		p.CanComment = loose.Bool(o.Get("canBeCommented"))
		p.Created = loose.Int(o.Get("createdAtPosix"))
		return p
	}
}
