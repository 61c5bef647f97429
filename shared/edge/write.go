package edge

import (
	"context"
	"net/http"
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
func (e *Edge) create(ctx context.Context, x *exchange) (*answer, error) {
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
	run := func(ctx context.Context) (*answer, int64, error) {
		created, err := send(ctx, e, e.upstream.CreateTopic(helpdesk.NewPost{
			Type: draft.Type, Title: draft.Title, Content: draft.Content, Category: draft.Category,
		}), asCustomersSee)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			return e.silentlyCreated(ctx, x, draft, sent), 0, nil
		}
		return e.written(ctx, x, created), created.ID, nil
	}
	find := func(ctx context.Context, since time.Time) (*answer, error) {
		return e.created(ctx, x, draft, sent, since)
	}
	return e.once(ctx, x, write{sent: sent, run: run, find: find})
}

// silentlyCreated answers for an object that a helpdesk made and said nothing of,
// as some answer writes without a body: with the object where it is to be found,
// else with a success that says no more.
func (e *Edge) silentlyCreated(ctx context.Context, x *exchange, draft feedback.Draft, sent string) *answer {
	if e.store != nil {
		found, err := e.created(ctx, x, draft, sent, e.config.Now().Add(-patience))
		if err != nil {
			e.log(err.Error())
		}
		if found != nil {
			return found
		}
	}
	return success(nil, true)
}

// written answers with an object as the visitor who wrote it sees it, who has
// voted for it by that. A vote that could not be noted is no reason to say that
// the object was not taken.
func (e *Edge) written(ctx context.Context, x *exchange, o object) *answer {
	if err := e.own(ctx, x.visitor, o); err != nil {
		e.log(err.Error())
	}
	one := []object{o}
	notice := e.count(ctx, x.visitor, one)
	return notice(success(one[0], true))
}

// comment adds a public comment to a public object.
func (e *Edge) comment(ctx context.Context, x *exchange) (*answer, error) {
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
	return e.once(ctx, x, write{sent: digest("comments.json", strconv.FormatInt(id, 10), content), run: func(ctx context.Context) (*answer, int64, error) {
		o, err := e.public(ctx, id)
		if err != nil {
			return nil, 0, err
		}
		if !o.CanBeCommented {
			return nil, 0, refusal{status: http.StatusForbidden, says: []words.Say{words.EdgeCommentClosed()}}
		}
		created, err := send(ctx, e, e.upstream.CommentTopic(id, content), commentOf)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			// It was taken without a word: the answer is what was sent.
			created.Content, created.Created = html.Print(bbcode.Parse(content)), e.config.Now().Unix()
		}
		return success(created, true), 0, nil
	}})
}
