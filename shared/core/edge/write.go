package edge

import (
	"errors"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/core/edge/brought"
	"deskside/shared/core/edge/enclosed"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/typed"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// create makes an object out of what a customer wrote.
func (x *exchange) create() (*answer, error) {
	if err := x.lets(!x.guests.NoPosts, "post"); err != nil {
		return nil, err
	}
	return x.bring((*exchange).post)
}

// bring does what a body says, with the files that go along with it.
func (x *exchange) bring(read func(*exchange, []byte) (write, error)) (*answer, error) {
	if err := x.unpack(); err != nil {
		return nil, err
	}
	if len(x.body) > BodyLimit {
		return nil, tooLong()
	}
	w, err := read(x, x.body)
	if err != nil {
		return nil, err
	}
	if w.files, err = x.along(w.sentFiles); err != nil {
		return nil, err
	}
	return x.once(w)
}

// post reads the body of a new object, and what is kept of one. Posts do not wait
// for each other.
func (x *exchange) post(body []byte) (write, error) {
	var group, kind string
	var draft feedback.Draft
	var more brought.Along
	var files []enclosed.Sent
	err := members(body, map[string]func(jsontext.Value) bool{
		"ownership": text(&group), "object_type": text(&kind), "title": text(&draft.Title),
		"content": text(&draft.Content), "category_id": number(&draft.Category),
		"tags": more.ReadTags, "properties": more.ReadFields, "custom_fields": more.ReadFields,
		alongMember: enclosed.Read(&files),
	}, more.Field)
	if err != nil {
		return write{}, err
	}
	if group != "" && group != ownership {
		return write{}, malformed(`{"ownership": "` + ownership + `"}`)
	}
	draft.Type = helpdesk.PostType(kind)
	draft.Title, draft.Content = typed.OneLine(draft.Title), typed.ManyLines(draft.Content)
	var broken []words.Say
	for _, p := range draft.Check().Problems {
		broken = append(broken, p.Say)
	}
	if err := problems(broken); err != nil {
		return write{}, err
	}
	kept := &writer{}
	kept.open('{').text("object_type", kind).text("title", draft.Title).text("content", draft.Content).number("category_id", draft.Category)
	more.Each(func(name, value string) { kept.text(name, value) }, func(name string, values []string) { kept.texts(name, values) })
	kept.files(files).shut('}')
	return write{
		kind: entry.Post, sentFiles: files, body: string(kept.b),
		sent: digest(append([]string{"objects.json", kind, strconv.FormatInt(draft.Category, 10), draft.Title, draft.Content}, append(more.Parts(), partsOf(files)...)...)...),
		run: func(e *entry.Entry) (*answer, int64, error) {
			offered, err := x.offered(more.Fields)
			if err != nil {
				return nil, 0, err
			}
			created, err := x.createTopic(helpdesk.NewPost{
				Type: draft.Type, Title: draft.Title, Content: draft.Content, Category: draft.Category, Tags: more.Tags, Fields: more.Fields,
			})
			if err != nil {
				draft.Fields = more.Fields
				return nil, 0, x.atFields(err, &draft, offered)
			}
			if created.ID == 0 {
				return x.silentlyCreated(draft, e), 0, nil
			}
			return x.written(created), created.ID, nil
		},
		find: func(e *entry.Entry) (*answer, presence, error) { return x.created(draft, e, time.UnixMilli(e.Begun)) },
	}, nil
}

// offered are the fields that customers fill in, asked for where something has values for any.
// It refuses values of others: the key of an edge may write more than its customers.
func (x *exchange) offered(values []helpdesk.PostField) ([]helpdesk.FormField, error) {
	if len(values) == 0 {
		return nil, nil
	}
	fields, err := send(x, x.upstream.TopicFields(), offers)
	if err != nil {
		return nil, err
	}
	for _, v := range values {
		if !slices.ContainsFunc(fields, func(f helpdesk.FormField) bool { return f.ID == v.ID }) {
			return nil, refusedAt(api.FieldError{Field: feedback.FieldName(v.ID), Say: words.EdgeFieldGone()})
		}
	}
	return fields, nil
}

// offers are those of a helpdesk's fields that customers fill in.
func offers(all *[]helpdesk.TopicField) (fields []helpdesk.FormField) {
	for _, f := range *all {
		if !f.Hidden {
			fields = append(fields, f.FormField)
		}
	}
	return fields
}

// atFields finds out which parts of a draft a helpdesk has refused: by the rules of the fields
// that it offers, else by what it names. Else it is the refusal as it came.
func (x *exchange) atFields(err error, draft *feedback.Draft, fields []helpdesk.FormField) error {
	var failed *api.Error
	if !errors.As(err, &failed) || failed.Kind != api.Invalid {
		return err
	}
	if fields == nil {
		var unknown error
		if fields, unknown = send(x, x.upstream.TopicFields(), offers); unknown == errWaiting {
			return unknown
		} else if unknown != nil {
			x.note(unknown)
		}
	}
	problems := draft.CheckFields(fields)
	if name := feedback.Named(failed.Detail); len(problems) == 0 && name != "" {
		problems = []api.FieldError{{Field: name, Say: feedback.Say(failed)}}
	}
	if len(problems) == 0 {
		return err
	}
	x.note(err)
	return refusedAt(problems...)
}

// silentlyCreated answers for an object that a helpdesk made and said nothing of,
// as some answer writes without a body: with the object where it is to be found,
// else with a success that says no more.
func (x *exchange) silentlyCreated(draft feedback.Draft, e *entry.Entry) *answer {
	if e != nil {
		found, _, err := x.created(draft, e, x.time().Add(-Patience))
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
	if err := x.authored(&o); err != nil {
		x.log(err.Error())
	}
	x.takes(o.ID, interest.Wrote)
	post := o.stands(1)
	place := interest.Written
	if o.moderated {
		place = interest.Held
	}
	x.noted = append(x.noted, statementOf(interest.New(&post, place, x.time().UnixMilli())))
	one := []object{o}
	notice := x.count(one)
	return notice(success(one[0].write, true))
}

// attach adds a file to a post that the same visitor has written here.
func (x *exchange) attach() (*answer, error) {
	if !x.store {
		return nil, noFiles()
	}
	f, err := x.brought("body")
	if err != nil {
		return nil, err
	}
	tokens, err := x.lay([]enclosed.File{f})
	if err != nil {
		return nil, err
	}
	got, err := x.keep("read whose a post is", Effect{Statements: []Statement{
		NewStatement(`SELECT e.id FROM made AS m JOIN entry AS e ON e.id = m.entry WHERE m.kind = 'post' AND m.object = ? AND e.visitor = ? AND e.visitor <> ''`, x.id, x.visitor),
		NewStatement(`SELECT `+keptColumns+` FROM file AS f JOIN made AS m ON m.entry = f.owner WHERE m.kind = 'post' AND m.object = ? AND f.id <> ?`, x.id, tokens[0])}})
	if err != nil {
		return nil, err
	}
	if got[0].row() == nil {
		return nil, refusal{status: statusForbidden, says: []words.Say{words.EdgeFilesOthers()}}
	}
	owner, names, size := got[0].row()[0].Text, []string{}, int64(len(f.Content))
	for _, other := range keptIn(&got[1]) {
		names, size = append(names, other.Name), size+other.Size
	}
	switch {
	case len(names) >= enclosed.Most:
		return nil, tooMany()
	case size > int64(x.limits().Size):
		return nil, x.tooLarge()
	}
	names = enclosed.Unlike(append(names, f.Name))
	added := kept{ID: tokens[0], Name: names[len(names)-1]}
	if _, err = x.keep("keep a submission", Effect{Statements: []Statement{
		NewStatement(`UPDATE file SET owner = ? WHERE id = ? AND owner = '' AND kept = 1 AND gone = 0`, owner, tokens[0]),
		x.fileEntry(&added, "?", owner)}}); err != nil {
		return nil, err
	}
	x.left = &entry.Entry{ID: tokens[0]}
	e, err := x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE id = ?`, tokens[0]))
	if err != nil {
		return nil, err
	}
	return x.stands(e)
}

// lanesOf is what the lanes of comments on an object begin with.
func lanesOf(id int64) string { return "comments/" + strconv.FormatInt(id, 10) + "/" }

// comment adds a public comment to a public object.
func (x *exchange) comment() (*answer, error) {
	if err := x.lets(!x.guests.NoComments, "comment"); err != nil {
		return nil, err
	}
	return x.bring((*exchange).remark)
}

// remark reads the body of a comment, and what is kept of one. What a visitor says
// about an object stays in its order.
func (x *exchange) remark(body []byte) (write, error) {
	var id int64
	var content string
	var files []enclosed.Sent
	err := members(body, map[string]func(jsontext.Value) bool{"object_id": number(&id), "content": text(&content), alongMember: enclosed.Read(&files)})
	if err != nil {
		return write{}, err
	}
	content = typed.ManyLines(content)
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
		return write{}, err
	}
	object := strconv.FormatInt(id, 10)
	kept := &writer{}
	kept.open('{').number("object_id", id).text("content", content).files(files).shut('}')
	w := write{kind: entry.Comment, sent: digest(append([]string{"comments.json", object, content}, partsOf(files)...)...), body: string(kept.b), sentFiles: files}
	w.lane = lanesOf(id) + x.visitor
	if x.visitor == "" {
		// It waits for nobody's.
		w.lane += hex(x.in.Nonce)
	}
	w.run = func(*entry.Entry) (*answer, int64, error) {
		o, err := x.public(id)
		if err != nil {
			return nil, 0, err
		}
		if !o.CanBeCommented {
			return nil, 0, refusal{status: statusForbidden, says: []words.Say{words.EdgeCommentClosed()}}
		}
		along, err := x.along(files)
		if err != nil {
			return nil, 0, err
		}
		contents, err := x.contents(along)
		if err != nil {
			return nil, 0, err
		}
		content := x.byline() + content
		if over := utf8.RuneCountInString(content) - feedback.ContentLimit; over > 0 {
			return nil, 0, invalid(words.EdgeCommentLong(int64(over), words.Number(feedback.ContentLimit)))
		}
		created, err := send(x, x.upstream.CommentTopic(id, content, contents...), commentOf)
		if err != nil {
			return nil, 0, err
		}
		x.takes(id, interest.Commented)
		// What it says of votes is mended when it is gathered.
		o.CommentsNum++
		post := o.stands(0)
		x.noted = append(x.noted, statementOf(interest.Remarked(&post, x.time().UnixMilli())))
		at := created.ID
		if at == 0 {
			// It was taken without a word: the answer is what was sent.
			created.Content, created.Created = html.Print(bbcode.Parse(content)), x.time().Unix()
		}
		return success(created.write, true), at, nil
	}
	w.find = func(e *entry.Entry) (*answer, presence, error) { return x.remarked(id, x.byline()+content, e) }
	return w, nil
}

// createTopic makes an object of somebody: by their own key, in their name, or, where
// neither can be, in that of the edge's account, beginning with theirs.
func (x *exchange) createTopic(n helpdesk.NewPost) (object, error) {
	plain := n.Content
	if n.Author = x.author(); n.Author == 0 {
		n.Content = x.byline() + plain
	}
	created, err := send(x, x.upstream.CreateTopic(n), asCustomersSee)
	if n.Author == 0 || !errors.Is(err, api.ErrForbidden) {
		return created, err
	}
	// The account may not write for others.
	n.Author, n.Content = 0, identity.Byline(x.who.name)+plain
	if created, err = send(x, x.upstream.CreateTopic(n), asCustomersSee); err != nil {
		return created, err
	}
	x.log("the account of the edge may not write in the name of users: posts of somebody whom the site names come from it")
	p, err := x.changed(x.who, identity.Named, x.who.user, "")
	switch {
	case err == errWaiting:
		return created, err
	case err != nil:
		x.log(err.Error())
	case p != nil:
		x.who = p
	}
	return created, nil
}

// byline is what a text begins with that is not its writer's own at the helpdesk.
func (x *exchange) byline() string {
	if x.who == nil || x.who.state.Own() {
		return ""
	}
	return identity.Byline(x.who.name)
}
