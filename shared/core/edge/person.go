package edge

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/named"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// person is somebody of whom the edge knows who they are: whoever signed in, or of whom
// the site says so.
type person struct {
	visitor string
	state   identity.State
	// name and email are "" where nobody says.
	name, email string
	// user is their id at the helpdesk, 0 where it is not known.
	user int64
	// secret is sealed: their key, or the password that they are being made a user with.
	secret string
}

// Secrets are sealed about what they are, so that none opens in the place of another.
func keyAbout(visitor string) string      { return "the key of " + visitor }
func passwordAbout(visitor string) string { return "the password of " + visitor }

const (
	sessionAbout = "a session"
	randomAbout  = "nothing but a random number"
)

// seal seals something about something.
func (x *exchange) seal(about string, content []byte) ([]byte, error) {
	return x.sealed(Effect{Seal: &Sealing{About: about, Content: content}})
}

// open opens it again. It fails with errSealed where that cannot be done any more.
func (x *exchange) open(about string, sealed []byte) ([]byte, error) {
	return x.sealed(Effect{Open: &Sealing{About: about, Content: sealed}})
}

var errSealed = errors.New("a seal does not open or close")

func (x *exchange) sealed(effect Effect) ([]byte, error) {
	done, err := x.do(effect)
	if err == nil && done[0].Failure != "" {
		err = errors.Join(errSealed, errors.New(done[0].Failure))
	}
	if err != nil {
		return nil, err
	}
	return done[0].Content, nil
}

// inSession is the visitor of a session that a browser sends in the place of a name of
// its own.
func (x *exchange) inSession(sealed []byte) (string, error) {
	over := refusal{status: statusUnauthorized, says: []words.Say{words.EdgeSession()}}
	if len(x.in.Carried) > 0 {
		// An earlier step has opened it.
		visitor, _ := x.carried()
		return visitor, nil
	}
	if !x.seals || len(sealed) == 0 {
		return "", over
	}
	content, err := x.open(sessionAbout, sealed)
	if errors.Is(err, errSealed) {
		return "", over
	}
	if err != nil {
		return "", err
	}
	s, holds := identity.SessionOf(content, x.time())
	if !holds {
		return "", over
	}
	return s.Visitor, nil
}

// inSessionNow is the answer to whoever is known from now on: what to send in the place
// of a browser's own name, and for how long.
func (x *exchange) inSessionNow(visitor string, more func(*writer)) (*answer, error) {
	s := identity.Session{Visitor: visitor, Until: x.time().Add(identity.SessionFor)}
	sealed, err := x.seal(sessionAbout, s.Bytes())
	if err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{')
		more(w)
		w.text("session", identity.Written(sealed)).number("session_seconds", int64(identity.SessionFor.Seconds())).shut('}')
	}, false), nil
}

// identify takes what the site says about who its visitor is, in a token that it signed.
// What they have done here before, under the name of their browser, becomes theirs.
func (x *exchange) identify() (*answer, error) {
	if len(x.identities) == 0 {
		return nil, refusal{status: statusNever, says: []words.Say{words.EdgeIdentityNone()}}
	}
	var signed string
	if err := members(x.body, map[string]func(jsontext.Value) bool{"token": text(&signed)}); err != nil {
		return nil, err
	}
	token, err := x.identities.Read(strings.TrimSpace(signed))
	if err != nil {
		return nil, x.unidentified(err)
	}
	done, err := x.do(Effect{Verify: &Proof{Algorithm: string(token.Key.Algorithm), Key: token.Key.Bytes, Signed: []byte(token.Signed), Signature: token.Signature}})
	if err != nil {
		return nil, err
	}
	if !done[0].Good {
		return nil, x.unidentified(&identity.Problem{Why: identity.Signature})
	}
	who, err := token.Claims(x.time(), x.audienceOf(&x.in.Request))
	if err != nil {
		return nil, x.unidentified(err)
	}
	p := &person{visitor: x.named(who.Subject), state: identity.New, name: who.Name, email: who.Email}
	// A token is for one browser: whoever has copied it from there comes too late.
	first, hash := x.visitor, digest(token.Signed)
	if first == "" {
		first = hex(x.in.Nonce)
	}
	got, err := x.keep("keep an identity", Effect{Statements: []Statement{
		NewStatement(`INSERT INTO token_used (token, visitor, until) VALUES (?, ?, ?) ON CONFLICT (token) DO NOTHING`, hash, first, who.Until),
		NewStatement(`SELECT visitor FROM token_used WHERE token = ?`, hash)}})
	if err != nil {
		return nil, err
	}
	if row := got[1].row(); row == nil || row[0].Text != first {
		return nil, x.unidentified(&identity.Problem{Why: identity.Used})
	}
	if _, err := x.keep("keep an identity", Effect{Statements: append(p.kept(x.now), x.become(x.visitor, p.visitor)...)}); err != nil {
		return nil, err
	}
	return x.inSessionNow(p.visitor, func(w *writer) { w.text("name", p.name) })
}

// unidentified refuses a token, and tells the log why, whose owner has to mend it.
func (x *exchange) unidentified(err error) error {
	var p *identity.Problem
	if !errors.As(err, &p) {
		return err
	}
	x.log(p.Error())
	return refusal{status: statusUnauthorized, says: []words.Say{words.EdgeIdentityWrong(string(p.Why))}}
}

// audienceOf is whom tokens have to be for.
func (e *Edge) audienceOf(r *Request) string {
	if e.audience != "" {
		return e.audience
	}
	host, _, _ := strings.Cut(strings.ToLower(r.Host), ":")
	return host + named.At(e.name)
}

// named is the name of whom the site names, by what it knows them by. It says nothing of
// that.
func (e *Edge) named(subject string) string {
	sum := sha256.Sum256([]byte("a visitor of " + e.site + " by the id " + subject))
	return identity.BySite + hex(sum[:16])
}

// keyName is the name of whoever has a key.
func keyName(key string) string {
	sum := sha256.Sum256([]byte("a visitor by the key " + key))
	return identity.ByKey + hex(sum[:16])
}

// signIn hands an e-mail address and a password to the helpdesk, and the key that it
// gives for them to whoever knows them. The password is not kept. Where the host can
// seal, the key is, and whoever has it does everything by it from then on.
func (x *exchange) signIn() (*answer, error) {
	var email, password string
	if err := members(x.body, map[string]func(jsontext.Value) bool{"email": text(&email), "password": text(&password)}); err != nil {
		return nil, err
	}
	switch email = typed.OneLine(email); {
	case email == "":
		return nil, malformed(`{"email": …}`)
	case password == "":
		return nil, malformed(`{"password": …}`)
	}
	who, err := send(x, x.upstream.SignIn(email, password), asIs)
	if errors.Is(err, api.ErrUnauthorized) || errors.Is(err, api.ErrForbidden) {
		return nil, refusal{status: statusUnauthorized, says: []words.Say{words.EdgeSignIn()}}
	}
	if err != nil {
		return nil, err
	}
	answered := func(w *writer) { w.text("apiKey", who.Key).number("id", who.ID).text("name", who.Name) }
	if !x.seals || !x.store || who.Key == "" {
		return success(func(w *writer) {
			w.open('{')
			answered(w)
			w.shut('}')
		}, false), nil
	}
	p := &person{visitor: keyName(who.Key), state: identity.Login, name: who.Name, email: strings.ToLower(email), user: who.ID}
	if p.secret, err = x.closed(keyAbout(p.visitor), who.Key); err != nil {
		return nil, err
	}
	statements := append(p.kept(x.now), x.become(x.visitor, p.visitor)...)
	if _, err := x.keep("keep who signed in", Effect{Statements: append(statements, x.broughtAlong(p.visitor))}); err != nil {
		return nil, err
	}
	return x.inSessionNow(p.visitor, answered)
}

// kept are the statements that keep somebody, as of a time. Whoever was known by another
// address is looked for anew; whoever has a key keeps it.
func (p *person) kept(now int64) []Statement {
	return []Statement{NewStatement(`INSERT INTO person (visitor, state, name, email, user, secret, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (visitor) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at,
		state = CASE WHEN excluded.state = 'login' THEN 'login' WHEN state IN ('login', 'made', 'making') OR email = excluded.email THEN state ELSE 'new' END,
		user = CASE WHEN excluded.user <> 0 THEN excluded.user WHEN email = excluded.email THEN user ELSE 0 END,
		email = CASE WHEN state = 'making' THEN email ELSE excluded.email END,
		secret = CASE excluded.state WHEN 'login' THEN excluded.secret ELSE secret END`,
		p.visitor, string(p.state), p.name, p.email, p.user, p.secret, now/1_000_000)}
}

// become are the statements that make what a browser has done here that of a person. A
// vote that both have cast is the person's.
func (x *exchange) become(browser, whose string) []Statement {
	if browser == "" || identity.IsPerson(browser) {
		return nil
	}
	all := []Statement{
		NewStatement(`DELETE FROM vote WHERE visitor = ? AND object IN (SELECT object FROM vote WHERE visitor = ? UNION SELECT object FROM own_vote WHERE visitor = ?)`, browser, whose, whose),
		NewStatement(`UPDATE vote SET visitor = ? WHERE visitor = ?`, whose, browser),
		NewStatement(`UPDATE OR IGNORE entry SET visitor = ? WHERE visitor = ?`, whose, browser),
		NewStatement(`DELETE FROM entry WHERE visitor = ? AND kind = 'vote' AND state = 'waiting'`, browser),
		NewStatement(`UPDATE file SET visitor = ? WHERE visitor = ?`, whose, browser),
	}
	for _, s := range interest.Becomes(browser, whose) {
		all = append(all, statementOf(s))
	}
	return all
}

// broughtAlong is the statement that has the votes which are counted here for somebody
// cast at the helpdesk by their own key, each once, if that is what they have by now.
func (x *exchange) broughtAlong(visitor string) Statement {
	ms := x.time().UnixMilli()
	return NewStatement(`INSERT INTO entry (id, kind, visitor, key, lane, sent, body, state, reason, answer, added_at, begun_at, due_at, tries, heard, rest_until, held_by, held_until, settled_at)
		SELECT lower(hex(randomblob(16))), 'vote', v.visitor, ?2 || v.object, ?2 || v.object || '/' || v.visitor,
		CASE v.value WHEN 1 THEN 'up' ELSE 'down' END, '{"object_id":' || v.object || ',"value":"' || CASE v.value WHEN 1 THEN 'up' ELSE 'down' END || '"}',
		'waiting', '', '', ?3, 0, ?3, 0, 0, 0, '', 0, 0
		FROM vote AS v JOIN person AS p ON p.visitor = v.visitor WHERE v.visitor = ?1 AND p.state IN ('login', 'made')
		ON CONFLICT (visitor, key) DO UPDATE SET state = 'waiting', sent = excluded.sent, body = excluded.body, added_at = excluded.added_at, due_at = excluded.due_at,
		tries = 0, reason = '', answer = '', settled_at = 0 WHERE state NOT IN ('waiting', 'sending')`, visitor, votesOn, ms)
}

// personColumns are those of a person, in the order in which personIn reads them.
const personColumns = `visitor, state, name, email, user, secret`

// personIn reads the person in a result, nil where there is none.
func personIn(r *Result) *person {
	v := r.row()
	if len(v) != 6 {
		return nil
	}
	return &person{visitor: v[0].Text, state: identity.State(v[1].Text), name: v[2].Text, email: v[3].Text, user: v[4].Number, secret: v[5].Text}
}

// errKeyless is the error of an edge without the keys to seal with that another over the
// same store had: what somebody wrote there is not sent as if it were a guest's.
var errKeyless = errors.New("somebody whom the edge knows wrote this, and there are no keys to seal with here: set SEAL_KEYS as the edge has them")

// whoIs is who the visitor of the exchange is, nil where nobody knows.
func (x *exchange) whoIs() (*person, error) {
	if !x.store || !identity.IsPerson(x.visitor) {
		return nil, nil
	}
	got, err := x.keep("read who somebody is", Effect{Statements: []Statement{NewStatement(`SELECT `+personColumns+` FROM person WHERE visitor = ?`, x.visitor)}})
	if err != nil {
		return nil, err
	}
	return personIn(&got[0]), nil
}

// act has the exchange ask as whoever its visitor is: by their own key where there is
// one. Whoever was not asked for at the helpdesk yet is now.
func (x *exchange) act() error {
	if x.acts {
		return nil
	}
	p, err := x.whoIs()
	switch {
	case err != nil:
		return err
	case p != nil && !x.seals:
		x.log(errKeyless.Error())
		return errKeyless
	}
	for p != nil && !x.acts {
		switch p.state {
		case identity.New:
			p, err = x.lookUp(p)
		case identity.Making:
			p, err = x.makeUser(p)
		default:
			p, err = x.takeUp(p)
		}
		if err != nil {
			return certain(err)
		}
	}
	x.acts = true
	return nil
}

// takeUp has the exchange ask as somebody of whom it is known how they stand.
func (x *exchange) takeUp(p *person) (*person, error) {
	if p.state.Own() {
		key, err := x.opened(keyAbout(p.visitor), p.secret)
		if errors.Is(err, errSealed) {
			x.log("somebody's key: " + err.Error())
			return x.changed(p, p.without(), p.user, "")
		}
		if err != nil {
			return nil, err
		}
		x.upstream = x.feedback(string(key))
		x.redactor = api.NewRedactor(x.owner, string(key))
	}
	x.who, x.acts = p, true
	return p, nil
}

// without is how somebody stands whose key is good for nothing any more.
func (p *person) without() identity.State {
	if p.user != 0 {
		return identity.Known
	}
	return identity.New
}

// disowned notes that the helpdesk refused somebody's own key: from now on they stand as
// whoever has none does.
func (x *exchange) disowned() {
	p := x.who
	if p == nil || !p.state.Own() {
		return
	}
	if _, err := x.changed(p, p.without(), p.user, ""); err != nil && err != errWaiting {
		x.log(err.Error())
	}
}

// closed seals a text, as the store keeps it; opened opens that again.
func (x *exchange) closed(about, secret string) (string, error) {
	sealed, err := x.seal(about, []byte(secret))
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(sealed), nil
}

func (x *exchange) opened(about, text string) ([]byte, error) {
	sealed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errSealed
	}
	return x.open(about, sealed)
}

// changed notes how somebody stands from now on, unless somebody else has meanwhile, and
// returns them as they are then.
func (x *exchange) changed(p *person, state identity.State, user int64, secret string) (*person, error) {
	statements := []Statement{NewStatement(`UPDATE person SET state = ?, user = ?, secret = ? WHERE visitor = ? AND state = ?`, string(state), user, secret, p.visitor, string(p.state))}
	if state.Own() {
		statements = append(statements, x.broughtAlong(p.visitor))
	}
	got, err := x.keep("keep how somebody stands", Effect{Statements: append(statements, NewStatement(`SELECT `+personColumns+` FROM person WHERE visitor = ?`, p.visitor))})
	if err != nil {
		return nil, err
	}
	return personIn(&got[len(got)-1]), nil
}

// lookUp asks the helpdesk for somebody: a user who is there already stays what they are,
// and for one who is not a password is chosen.
func (x *exchange) lookUp(p *person) (*person, error) {
	if p.email == "" {
		return x.changed(p, identity.Named, 0, "")
	}
	user, err := x.userOf(p)
	switch {
	case errors.Is(err, api.ErrForbidden):
		x.log("the account of the edge may not look for users: posts of somebody whom the site names come from it")
		return x.changed(p, identity.Named, 0, "")
	case err != nil:
		return nil, err
	case user != 0:
		return x.changed(p, identity.Known, user, "")
	}
	// Of what is sealed nobody can guess a bit, and nobody else sees it.
	random, err := x.seal(randomAbout, []byte(p.visitor))
	if err != nil {
		return nil, err
	}
	password, err := x.closed(passwordAbout(p.visitor), "Dk-"+digest(string(random))[:40])
	if err != nil {
		return nil, err
	}
	return x.changed(p, identity.Making, 0, password)
}

// userOf is the id of the user who has somebody's address, 0 where nobody has it.
func (x *exchange) userOf(p *person) (int64, error) {
	found, err := send(x, x.Edge.upstream.People(p.email), asIs)
	if err != nil {
		return 0, err
	}
	for i := range found {
		if strings.EqualFold(found[i].Email, p.email) {
			return found[i].ID, nil
		}
	}
	return 0, nil
}

// makeUser makes somebody a user, and takes their key. Where the address is taken by now,
// by a making whose answer was lost, the password tells; where it is another's, that one
// stays as they are.
func (x *exchange) makeUser(p *person) (*person, error) {
	password, err := x.opened(passwordAbout(p.visitor), p.secret)
	if errors.Is(err, errSealed) {
		return x.changed(p, identity.New, 0, "")
	}
	if err != nil {
		return nil, err
	}
	name := p.name
	if name == "" {
		name, _, _ = strings.Cut(p.email, "@")
	}
	_, err = send(x, x.Edge.upstream.AddPerson(p.email, name, string(password)), func(p *helpdesk.Person) int64 { return p.ID })
	switch {
	case errors.Is(err, api.ErrForbidden):
		x.log("the account of the edge may not make users: posts of somebody whom the site names come from it")
		return x.changed(p, identity.Named, 0, "")
	case err != nil && !errors.Is(err, api.ErrConflict) && !errors.Is(err, api.ErrInvalid):
		return nil, err
	}
	who, err := send(x, x.Edge.upstream.SignIn(p.email, string(password)), asIs)
	if err == nil && who.Key != "" {
		key, err := x.closed(keyAbout(p.visitor), who.Key)
		if err != nil {
			return nil, err
		}
		return x.changed(p, identity.Made, who.ID, key)
	}
	if err != nil && !errors.Is(err, api.ErrUnauthorized) && !errors.Is(err, api.ErrForbidden) {
		return nil, err
	}
	user, err := x.userOf(p)
	switch {
	case err != nil:
		return nil, err
	case user != 0:
		return x.changed(p, identity.Known, user, "")
	}
	return x.changed(p, identity.Named, 0, "")
}

// author is the user whose post this is to be, 0 for whoever's key it is sent with.
func (x *exchange) author() int64 {
	if x.who == nil || x.who.state != identity.Known {
		return 0
	}
	return x.who.user
}
