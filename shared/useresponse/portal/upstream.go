package portal

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// Upstream asks with the key of an account that may do what customers may.
func (Feedback) Upstream(base api.Base, key string) helpdesk.Upstream {
	return upstream{useresponse.New(base, useresponse.WithKey(key))}
}

type upstream struct{ client useresponse.Client }

func (u upstream) Me() api.Call[helpdesk.Person] { return u.client.Myself() }

// TopicCategories asks for those of all types: asked for one type, installations
// leave those out that have no type and so belong to each.
func (u upstream) TopicCategories() api.Call[[]helpdesk.TopicCategory] {
	return api.Map(u.client.Categories("", ""), each(category))
}

func (u upstream) TopicStatuses() api.Call[[]helpdesk.TopicStatus] {
	return api.Map(u.client.Statuses("", ""), each(status))
}

func (u upstream) SignIn(email, password string) api.Call[helpdesk.SignedIn] {
	return api.Map(u.client.Login(email, password), func(p useresponse.User) helpdesk.SignedIn { return helpdesk.SignedIn{Person: p.Person, Key: p.Key} })
}

// People asks for an exact address: a search for a phrase would find it within others.
func (u upstream) People(email string) api.Call[[]helpdesk.Person] {
	return api.Map(u.client.SearchUsers(useresponse.UserSearch{Email: email}), func(found useresponse.Page[useresponse.User]) []helpdesk.Person {
		return each(func(p *useresponse.User) helpdesk.Person { return p.Person })(found.Items)
	})
}

func (u upstream) AddPerson(email, name, password string) api.Call[helpdesk.Person] {
	return api.Map(u.client.CreateUser(useresponse.NewUser{Email: email, Name: name, Password: password}), func(p useresponse.User) helpdesk.Person { return p.Person })
}

func (u upstream) Topics(s helpdesk.PostSearch) api.Call[helpdesk.Topics] {
	return api.Map(u.client.SearchObjects(search(s)), func(found useresponse.Page[useresponse.Object]) helpdesk.Topics {
		return helpdesk.Topics{Topics: each(topic)(found.Items), Page: found.Number, Pages: found.Pages, Total: found.Total}
	})
}

func (u upstream) Topic(id int64) api.Call[helpdesk.Topic] { return one(u.client.Object(id)) }

func (u upstream) TopicComments(id int64, part helpdesk.CommentPart) api.Call[[]helpdesk.TopicComment] {
	q := useresponse.CommentQuery{Page: part.Page}
	if part.NewestFirst {
		q.Sort = "desc"
	}
	return api.Map(u.client.ObjectComments(id, q), each(comment))
}

func (u upstream) CreateTopic(n helpdesk.NewPost) api.Call[helpdesk.Topic] {
	return one(u.client.CreateObject(useresponse.NewObject{
		Ownership: ownership, Type: string(n.Type), Title: n.Title, Content: n.Content, Category: n.Category,
		Tags: n.Tags, Fields: each(useresponse.PostProperty)(n.Fields), Author: author(n.Author),
	}))
}

// author is a user as the API names one, "" for nobody in particular.
func author(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func (u upstream) VoteTopic(id int64, vote helpdesk.Vote) api.Call[helpdesk.Topic] {
	return one(u.client.Vote(id, vote))
}

func (u upstream) FollowTopic(id, user int64, on bool) api.Call[helpdesk.Topic] {
	if on {
		return one(u.client.Subscribe(id, user))
	}
	return one(u.client.Unsubscribe(id, user))
}

func (u upstream) CommentTopic(id int64, content string, files ...helpdesk.File) api.Call[helpdesk.TopicComment] {
	return api.Map(u.client.AddComment(useresponse.NewComment{Object: id, Content: content, Files: each(enclosed)(files)}), func(c useresponse.Comment) helpdesk.TopicComment {
		return comment(&c)
	})
}

func enclosed(f *helpdesk.File) useresponse.File {
	return useresponse.File{Name: f.Name, Content: f.Content}
}

func (u upstream) AttachToTopic(id int64, file helpdesk.File) api.Call[helpdesk.Topic] {
	return one(u.client.AttachFile(id, enclosed(&file)))
}

func one(call api.Call[useresponse.Object]) api.Call[helpdesk.Topic] {
	return api.Map(call, func(o useresponse.Object) helpdesk.Topic { return topic(&o) })
}

// each views the items of a list.
func each[T, R any](view func(*T) R) func([]T) []R {
	return func(items []T) []R {
		out := make([]R, len(items))
		for i := range items {
			out[i] = view(&items[i])
		}
		return out
	}
}

// topic sorts out what customers must not know of: what belongs to another
// ownership or type, is private or lies in a private category, was put away, or
// reported.
func topic(o *useresponse.Object) helpdesk.Topic {
	kind := o.Kind
	t := helpdesk.Topic{
		ID: o.ID, Title: o.Title, Slug: o.Slug, Content: o.Content, URL: o.URL,
		Type: helpdesk.TopicType{
			Slug: helpdesk.PostType(kind.Slug), Single: kind.Single, Plural: kind.Plural,
			Comments: kind.TakesComments, Votes: kind.TakesVotes, Negative: kind.TakesNegative,
		},
		Author: o.Author.Person, Votes: helpdesk.TopicVotes{Count: o.Votes.All, Voted: o.Votes.Voted, CanVote: o.Votes.CanVote},
		Comments: o.Comments, Files: each(file)(o.Files), CanComment: o.CanComment, Private: o.Private, Created: o.Created, Active: o.Active,
	}
	if o.Status != (useresponse.Status{}) {
		s := status(&o.Status)
		t.Status = &s
	}
	secret := false
	if o.Category != (useresponse.Category{}) {
		c := category(&o.Category)
		if secret = c.Hidden; !secret {
			t.Category = &c
		}
	}
	t.Moderated = useresponse.Moderated(o.State.Name)
	t.Public = o.ID > 0 && !t.Moderated && o.Ownership == ownership && t.Type.Slug.Written() && !o.Private && !secret && !gone(o.State.Name) && !o.Abusive
	return t
}

// gone reports whether a place of objects is one where they were put away.
func gone(place string) bool {
	place = strings.ToLower(place)
	return strings.HasPrefix(place, "trash") || strings.HasPrefix(place, "archive") || strings.HasPrefix(place, "delete")
}

func status(s *useresponse.Status) helpdesk.TopicStatus {
	return helpdesk.TopicStatus{
		Status: s.Status, Type: helpdesk.PostType(s.Type), Closed: s.Closed, Default: s.Default, Background: s.Background, Text: s.Text, Hidden: foreign(s.Ownership),
	}
}

func category(c *useresponse.Category) helpdesk.TopicCategory {
	return helpdesk.TopicCategory{Category: c.Category, Slug: c.Slug, Hidden: c.Private || foreign(c.Ownership)}
}

// foreign reports whether something says that it belongs to another ownership
// than that of customers.
func foreign(of string) bool { return of != "" && of != ownership }

func comment(c *useresponse.Comment) helpdesk.TopicComment {
	return helpdesk.TopicComment{
		ID: c.ID, Author: c.Author.Person, Team: isTeam(c.Author.Role.Alias), Content: c.Content, Private: c.Private, Best: c.Best, Files: each(file)(c.Files), Created: c.Created,
	}
}

// isTeam reports whether a role is one of those who answer customers.
func isTeam(role string) bool { return role == "agent" || role == "administrator" }

func file(f *useresponse.Attachment) helpdesk.TopicFile {
	return helpdesk.TopicFile{ID: f.ID, Name: f.Name, Addresses: []string{f.URL, f.Direct}}
}
