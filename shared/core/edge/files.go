package edge

import (
	"encoding/base64"
	"errors"
	"slices"
	"strconv"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge/enclosed"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// uploads is where a file is brought before what it goes along with, as the
// vendor's own programs do it. Asked for, it tells the limits.
const uploads = "upload-file.json"

// attaching is where a file is added to a post that is there.
const attaching = "objects/{id}/attach-file.json"

// wholeFile is the media type of a body that is a file, which no page sends to
// another site without asking.
const wholeFile = "application/octet-stream"

// pieceSize is how many bytes of a file are in one row of the store: D1 keeps at
// most 2 MB in one, in base64.
const pieceSize = 384 << 10

// kept is a file as the store has it.
type kept struct {
	ID, Name, Type, Hash string
	Size                 int64
}

// place is the name under which the host keeps it. Each has its own, so that what is
// forgotten is nobody else's.
func (k *kept) place() string { return k.Hash + "." + k.ID }

const keptColumns = `f.id, f.name, f.type, f.hash, f.size`

// keptIn reads files from the first columns of a result.
func keptIn(r *Result) (all []kept) {
	for _, v := range r.Rows {
		if len(v) >= 5 {
			all = append(all, kept{v[0].Text, v[1].Text, v[2].Text, v[3].Text, v[4].Number})
		}
	}
	return all
}

func (e *Edge) limits() enclosed.Limits { return enclosed.LimitsOf(e.space) }

// bodies is how long the body of a route may be, and whether it may be a file.
func (e *Edge) bodies(found *route) (most int, file bool) {
	switch {
	case !found.writes():
		return 0, false
	case found.leafy():
		return LeafLimit, false
	case !e.store:
		return BodyLimit, found.path == uploads || found.path == attaching
	case found.path == uploads, found.path == attaching:
		return e.limits().Body(BodyLimit), true
	case found.path == "objects.json", found.path == "comments.json":
		return e.limits().Body(BodyLimit), false
	}
	return BodyLimit, false
}

// limitsOf tells what files may be, before anybody brings one.
func (x *exchange) limitsOf() (*answer, error) {
	l := x.limits()
	if !x.store {
		l = enclosed.Limits{}
	}
	return success(func(w *writer) {
		w.open('{').number("count", int64(l.Count)).number("size", int64(l.Size)).texts("endings", enclosed.Endings()).shut('}')
	}, true), nil
}

// brought is the file that a request brings: its whole body under the name in the
// query, or JSON with the content in base64 under a name of its own.
func (x *exchange) brought(member string) (f enclosed.File, err error) {
	name, content := typed.OneLine(x.query.Get("name")), x.in.Request.Body
	if x.body != nil {
		var encoded string
		if err := members(x.body, map[string]func(jsontext.Value) bool{"name": text(&name), member: text(&encoded)}); err != nil {
			return f, err
		}
		var ok bool
		if content, ok = enclosed.Decode(encoded); !ok {
			return f, malformed(`{"` + member + `": …}`)
		}
	}
	if name == "" {
		return f, malformed("?name=…")
	}
	if f, err = x.taken(name, content); err != nil {
		return f, err
	}
	if f.Hash = x.in.Request.Hash; x.body != nil {
		f.Hash = hashOf(content)
	}
	return f, nil
}

// upload keeps a file for what it will go along with.
func (x *exchange) upload() (*answer, error) {
	if !x.store {
		return nil, noFiles()
	}
	f, err := x.brought("content")
	if err != nil {
		return nil, err
	}
	tokens, err := x.lay([]enclosed.File{f})
	if err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{').text("token", tokens[0]).text("url", below+spoken+"/submissions/"+tokens[0]+".json")
		w.text("name", f.Name).text("type", f.Type).number("size", int64(len(f.Content))).shut('}')
	}, true), nil
}

// taken is a file that may go along.
func (x *exchange) taken(name string, content []byte) (enclosed.File, error) {
	f, refused := x.limits().Take(typed.OneLine(name), content)
	if refused != nil {
		return f, invalid(*refused)
	}
	return f, nil
}

// tokenOf is what a file is known by to whoever brought it. Sent again under its
// key it is the same.
func (x *exchange) tokenOf(i int, f *enclosed.File) string {
	from := hex(x.in.Nonce)
	if x.key != "" {
		from = x.visitor + "/" + x.key
	}
	return digest("file", from, strconv.Itoa(i), f.Name, f.Hash)[:32]
}

// lay keeps files for a while. Their rows come first, so that no content is kept of
// which nobody knows.
func (x *exchange) lay(files []enclosed.File) (tokens []string, err error) {
	var statements []Statement
	values := []any{}
	for i := range files {
		f := &files[i]
		id, size := x.tokenOf(i, f), int64(len(f.Content))
		tokens, values = append(tokens, id), append(values, id)
		statements = append(statements, NewStatement(`INSERT INTO file (id, visitor, hash, name, type, size, added_at, owner, kept, gone)
			SELECT ?, ?, ?, ?, ?, ?, ?, '', 0, 0 WHERE (SELECT COALESCE(SUM(size), 0) FROM file WHERE gone = 0) + ? <= ? ON CONFLICT (id) DO NOTHING`,
			id, x.visitor, f.Hash, f.Name, f.Type, size, x.time().UnixMilli(), size, x.limits().Kept))
		if !x.space {
			statements = append(append(statements, piecesOf(id, f.Content)...), wholeNow(id))
		}
	}
	got, err := x.keep("keep files", Effect{Statements: append(statements, NewStatement(`SELECT id, kept + gone FROM file WHERE id IN `+places(len(values)), values...))})
	if err != nil {
		return nil, err
	}
	there := got[len(got)-1].Rows
	if len(there) != len(files) {
		return nil, refusal{status: statusUnavailable, retryAfter: entry.UnclaimedFor / 24, says: []words.Say{words.EdgeFilesFull()}}
	}
	var puts []Effect
	var whole []Statement
	for i := range files {
		if at := slices.IndexFunc(there, func(row []Value) bool { return row[0].Text == tokens[i] }); at >= 0 && there[at][1].Number == 0 {
			k := kept{ID: tokens[i], Hash: files[i].Hash}
			puts = append(puts, Effect{Put: &Blob{Name: k.place(), Content: files[i].Content}})
			whole = append(whole, wholeNow(k.ID))
		}
	}
	if len(puts) == 0 {
		return tokens, nil
	}
	done, err := x.do(puts...)
	if err != nil {
		return nil, err
	}
	for i := range done {
		if done[i].Failure != "" {
			return nil, &storeError{"keep a file", done[i].Failure}
		}
	}
	_, err = x.keep("keep files", Effect{Statements: whole})
	return tokens, err
}

func wholeNow(id string) Statement {
	return NewStatement(`UPDATE file SET kept = 1 WHERE id = ? AND gone = 0`, id)
}

// piecesOf are the statements that keep a content in the store.
func piecesOf(id string, content []byte) (all []Statement) {
	n := int64(0)
	for piece := range slices.Chunk(content, pieceSize) {
		all = append(all, NewStatement(`INSERT INTO piece (file, n, text) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM file WHERE id = ? AND kept = 0 AND gone = 0) ON CONFLICT DO NOTHING`,
			id, n, base64.StdEncoding.EncodeToString(piece), id))
		n++
	}
	return all
}

// unpack keeps the files that a body brings, and has their tokens stand in their
// place: what is large comes through here once, and not with each step.
func (x *exchange) unpack() error {
	doc, err := jsontext.ParseBytes(x.body)
	if err != nil {
		return nil // whoever reads the body says so
	}
	var sent []enclosed.Sent
	if !enclosed.Read(&sent)(doc.Root().Get(alongMember)) || !slices.ContainsFunc(sent, func(s enclosed.Sent) bool { return s.Body != "" }) {
		return nil
	}
	if !x.store {
		return noFiles()
	}
	if len(sent) > enclosed.Most {
		return tooMany()
	}
	var files []enclosed.File
	size := 0
	for i := range sent {
		if sent[i].Body == "" {
			continue
		}
		content, ok := enclosed.Decode(sent[i].Body)
		if !ok {
			return malformed(`{"` + alongMember + `": [{"body": …}]}`)
		}
		f, err := x.taken(sent[i].Name, content)
		if err != nil {
			return err
		}
		if size += len(content); size > x.limits().Size {
			return x.tooLarge()
		}
		f.Hash = hashOf(content)
		files = append(files, f)
	}
	tokens, err := x.lay(files)
	if err != nil {
		return err
	}
	w := &writer{}
	w.open('{')
	for name, v := range doc.Root().Members() {
		if w.part(name); name != alongMember {
			w.value(v)
			continue
		}
		w.b = append(w.b, '[')
		for i := range sent {
			if sent[i].Body != "" {
				sent[i].Token, tokens = tokens[0], tokens[1:]
			}
			w.open('{').text("token", sent[i].Token).shut('}')
		}
		w.shut(']')
	}
	x.instead = w.shut('}').b
	return errAnew
}

// errAnew is that of a step that begins anew with another body.
var errAnew = errors.New("the request begins anew")

// alongMember is the member of a body that lists files.
const alongMember = "attachments"

// along reads the files that go along with what a visitor writes, in their order,
// each under a name of its own.
func (x *exchange) along(sent []enclosed.Sent) ([]kept, error) {
	switch {
	case len(sent) == 0:
		return nil, nil
	case !x.store:
		return nil, noFiles()
	case len(sent) > enclosed.Most:
		return nil, tooMany()
	}
	values := []any{x.visitor}
	for i := range sent {
		values = append(values, sent[i].Token)
	}
	got, err := x.keep("read files", Effect{Statements: []Statement{
		NewStatement(`SELECT `+keptColumns+` FROM file AS f WHERE f.visitor = ? AND f.id IN `+places(len(sent)), values...)}})
	if err != nil {
		return nil, err
	}
	there := keptIn(&got[0])
	var files []kept
	var names []string
	size := int64(0)
	for i := range sent {
		at := slices.IndexFunc(there, func(k kept) bool { return k.ID == sent[i].Token })
		if at < 0 || slices.ContainsFunc(files, func(k kept) bool { return k.ID == sent[i].Token }) {
			return nil, invalid(words.EdgeFilesGone())
		}
		files, names = append(files, there[at]), append(names, there[at].Name)
		size += there[at].Size
	}
	if size > int64(x.limits().Size) {
		return nil, x.tooLarge()
	}
	for i, name := range enclosed.Unlike(names) {
		files[i].Name = name
	}
	return files, nil
}

// files writes the member that lists files, where there are any.
func (w *writer) files(sent []enclosed.Sent) *writer {
	if len(sent) == 0 {
		return w
	}
	w.in(alongMember, '[')
	for i := range sent {
		w.open('{').text("token", sent[i].Token).shut('}')
	}
	return w.shut(']')
}

// partsOf are files for a hash of what is sent.
func partsOf(sent []enclosed.Sent) (parts []string) {
	for i := range sent {
		parts = append(parts, "file", sent[i].Token)
	}
	return parts
}

// claimingFiles are the statements that make files those of an entry, and each file
// of a post an entry of its lane. Whoever sends that again finishes what broke off:
// nothing is claimed twice. The last counts how many it has.
func (x *exchange) claimingFiles(w *write, key string) (all []Statement) {
	const owner = `(SELECT id FROM entry WHERE visitor = ? AND key = ? AND sent = ?)`
	for i := range w.files {
		f := &w.files[i]
		all = append(all, NewStatement(`UPDATE file SET owner = COALESCE(`+owner+`, owner) WHERE id = ? AND visitor = ? AND kept = 1 AND gone = 0
			AND (owner = '' OR owner IN (SELECT id FROM entry WHERE state = 'refused'))`, x.visitor, key, w.sent, f.ID, x.visitor))
		if w.kind != entry.Post {
			continue
		}
		all = append(all, x.fileEntry(f, owner, x.visitor, key, w.sent))
	}
	if len(w.files) > 0 {
		all = append(all, NewStatement(`SELECT count(*) FROM file WHERE owner = `+owner, x.visitor, key, w.sent))
	}
	return all
}

// mostForgotten is how many files are forgotten at once.
const mostForgotten = 8

// forget has files forgotten. What does not work is tried again with the next delivery.
func (x *exchange) forget(files []kept) error {
	if len(files) == 0 {
		return nil
	}
	var names []string
	var values []any
	for i := range files {
		names, values = append(names, files[i].place()), append(values, files[i].ID)
	}
	if x.space {
		done, err := x.do(Effect{Drop: names})
		if err != nil {
			return err
		}
		if done[0].Failure != "" {
			x.log((&storeError{"forget files", done[0].Failure}).Error())
			return nil
		}
	}
	these := places(len(values))
	_, err := x.keep("forget files", Effect{Statements: []Statement{
		NewStatement(`DELETE FROM piece WHERE file IN `+these, values...),
		NewStatement(`UPDATE file SET gone = 1 WHERE id IN `+these, values...)}})
	return err
}

// contents reads what is in files, in their order. One that is not there, or is not
// what was kept, refuses them all.
func (x *exchange) contents(files []kept) ([]helpdesk.File, error) {
	all := make([]helpdesk.File, len(files))
	if len(files) == 0 {
		return all, nil
	}
	if x.space {
		var takes []Effect
		for i := range files {
			takes = append(takes, Effect{Take: files[i].place()})
		}
		done, err := x.do(takes...)
		if err != nil {
			return nil, err
		}
		for i := range done {
			if done[i].Failure != "" {
				return nil, &storeError{"read a file", done[i].Failure}
			}
			all[i].Content = done[i].Content
		}
	} else {
		var pieces []Statement
		for i := range files {
			pieces = append(pieces, NewStatement(`SELECT text FROM piece WHERE file = ? ORDER BY n`, files[i].ID))
		}
		got, err := x.keep("read files", Effect{Statements: pieces})
		if err != nil {
			return nil, err
		}
		for i := range got {
			for _, row := range got[i].Rows {
				piece, err := base64.StdEncoding.DecodeString(row[0].Text)
				if err != nil {
					break
				}
				all[i].Content = append(all[i].Content, piece...)
			}
		}
	}
	for i := range all {
		all[i].Name = files[i].Name
		if hashOf(all[i].Content) != files[i].Hash {
			return nil, invalid(words.EdgeFileGone(words.Text(files[i].Name)))
		}
	}
	return all, nil
}

// fileOf reads what is kept of a file that goes along with a post, once that is there.
func (x *exchange) fileOf(body []byte) (write, error) {
	var token, name string
	if err := members(body, map[string]func(jsontext.Value) bool{"token": text(&token), "title": text(&name)}); err != nil {
		return write{}, err
	}
	w := write{kind: entry.File}
	w.run = func(e *entry.Entry) (*answer, int64, error) {
		id, files, err := x.owned(e, name)
		if err != nil {
			return nil, 0, err
		}
		contents, err := x.contents(files)
		if err != nil {
			return nil, 0, err
		}
		o, err := send(x, x.upstream.AttachToTopic(id, contents[0]), asCustomersSee)
		if errors.Is(err, api.ErrNotFound) {
			// It is there, and not to be seen before a moderator has looked at it.
			err = &api.Error{Kind: api.Unavailable}
		}
		if err != nil {
			return nil, 0, err
		}
		made := int64(0)
		for _, a := range o.all {
			if typed.SameTitle(name, a.Name) {
				made = max(made, a.ID)
			}
		}
		return &answer{status: statusOK}, made, nil
	}
	w.find = func(e *entry.Entry) (*answer, presence, error) { return x.attached(e, name) }
	return w, nil
}

// owned reads which object a file goes along with, and the file.
func (x *exchange) owned(e *entry.Entry, name string) (object int64, files []kept, err error) {
	got, err := x.keep("read a file", Effect{Statements: []Statement{
		NewStatement(`SELECT object FROM made WHERE kind = 'post' AND entry = ?`, e.Lane),
		NewStatement(`SELECT `+keptColumns+` FROM file AS f WHERE f.id = ?`, e.ID)}})
	if err != nil {
		return 0, nil, err
	}
	object, files = got[0].number(), keptIn(&got[1])
	switch {
	case object == 0:
		// The helpdesk took the post without a word, and it was not found since.
		return 0, nil, invalid(words.EdgeFilesStranded())
	case len(files) == 0:
		return 0, nil, invalid(words.EdgeFileGone(words.Text(name)))
	}
	files[0].Name = name
	return object, files, nil
}
