package edge

import (
	"strconv"
	"time"
	"unicode/utf8"

	"deskside/shared/api/jsontext"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// create makes an object out of what a customer wrote.
func (x *exchange) create() (*answer, error) {
	var group, kind string
	var draft feedback.Draft
	err := members(x.body, map[string]func(jsontext.Value) bool{
		"ownership": text(&group), "object_type": text(&kind), "title": text(&draft.Title),
		"content": text(&draft.Content), "category_id": number(&draft.Category),
	})
	if err != nil {
		return nil, err
	}
	if group != "" && group != ownership {
		return nil, malformed(`{"ownership": "` + ownership + `"}`)
	}
	draft.Type = helpdesk.PostType(kind)
	draft.Title, draft.Content = oneLine(draft.Title), manyLines(draft.Content)
	var broken []words.Say
	for _, p := range draft.Check().Problems {
		broken = append(broken, p.Say)
	}
	if err := problems(broken); err != nil {
		return nil, err
	}
	sent := digest("objects.json", kind, strconv.FormatInt(draft.Category, 10), draft.Title, draft.Content)
	run := func() (*answer, int64, error) {
		created, err := send(x, x.upstream.CreateTopic(helpdesk.NewPost{
			Type: draft.Type, Title: draft.Title, Content: draft.Content, Category: draft.Category,
		}), asCustomersSee)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			return x.silentlyCreated(draft, sent), 0, nil
		}
		return x.written(created), created.ID, nil
	}
	find := func(since time.Time) (*answer, error) { return x.created(draft, sent, since) }
	return x.once(write{sent: sent, run: run, find: find})
}

// silentlyCreated answers for an object that a helpdesk made and said nothing of,
// as some answer writes without a body: with the object where it is to be found,
// else with a success that says no more.
func (x *exchange) silentlyCreated(draft feedback.Draft, sent string) *answer {
	if x.store {
		found, err := x.created(draft, sent, x.time().Add(-Patience))
		if err != nil {
			x.log(err.Error())
		}
		if found != nil {
			return found
		}
	}
	return success(func(w *writer) { w.null("") }, true)
}

// written answers with an object as the visitor who wrote it sees it, who has
// voted for it by that. A vote that could not be noted is no reason to say that
// the object was not taken.
func (x *exchange) written(o object) *answer {
	if err := x.own(o); err != nil {
		x.log(err.Error())
	}
	one := []object{o}
	notice := x.count(one)
	return notice(success(one[0].write, true))
}

// comment adds a public comment to a public object.
func (x *exchange) comment() (*answer, error) {
	var id int64
	var content string
	err := members(x.body, map[string]func(jsontext.Value) bool{"object_id": number(&id), "content": text(&content)})
	if err != nil {
		return nil, err
	}
	content = manyLines(content)
	var broken []words.Say
	if id == 0 {
		broken = append(broken, words.EdgeMalformed(words.Text(`{"object_id": …}`)))
	}
	if over := utf8.RuneCountInString(content) - feedback.ContentLimit; over > 0 {
		broken = append(broken, words.EdgeCommentLong(int64(over), words.Number(feedback.ContentLimit)))
	} else if content == "" {
		broken = append(broken, words.EdgeCommentMissing())
	}
	if err := problems(broken); err != nil {
		return nil, err
	}
	return x.once(write{sent: digest("comments.json", strconv.FormatInt(id, 10), content), run: func() (*answer, int64, error) {
		o, err := x.public(id)
		if err != nil {
			return nil, 0, err
		}
		if !o.CanBeCommented {
			return nil, 0, refusal{status: statusForbidden, says: []words.Say{words.EdgeCommentClosed()}}
		}
		created, err := send(x, x.upstream.CommentTopic(id, content), commentOf)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			// It was taken without a word: the answer is what was sent.
			created.Content, created.Created = html.Print(bbcode.Parse(content)), x.time().Unix()
		}
		return success(created.write, true), 0, nil
	}})
}
