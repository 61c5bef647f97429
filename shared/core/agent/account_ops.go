package agent

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

func (f face) address(a *AddressArgs, _ *core.Input) (*AddressResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	base, err := typed(desk, a.Input)
	if err != nil {
		return nil, err
	}
	r := &AddressResult{Address: base.String(), Host: base.Host, Pattern: base.MatchPattern()}
	if base.Insecure() {
		r.Warning = words.AccountInsecure()
	}
	return r, nil
}

// typed reads an address as a person typed it, or as it is kept.
func typed(desk helpdesk.Desk, input string) (api.Base, error) {
	base, err := api.ParseBase(input)
	if err != nil {
		return base, err
	}
	return desk.Address(base), nil
}

// opened is an account at its Desk.
type opened struct {
	*Account
	base   api.Base
	desk   helpdesk.Desk
	client helpdesk.Client
}

// at is the account as if its helpdesk were at another address.
func (o opened) at(base api.Base) opened {
	o.base, o.client = base, o.desk.Client(helpdesk.Access{Base: base, Key: o.Key, Me: o.Me})
	return o
}

// open finds an account's Desk and reads its address; the error names what is
// wrong with the account.
func (f face) open(a *Account) (opened, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return opened{}, err
	}
	base, err := typed(desk, a.Address)
	if err == nil && strings.TrimSpace(a.Key) == "" {
		// Not Invalid: what is to be sent waits for the key, which a host may keep for a time only.
		err = &api.Error{Kind: api.Unauthorized, Fields: []api.FieldError{{Field: "key", Say: keyWanted(desk.Can().Key)}}}
	}
	if err == nil && strings.ContainsFunc(a.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Say: words.AccountKeyCharacter()}}}
	}
	if err != nil {
		return opened{}, err
	}
	return opened{a, base, desk, desk.Client(helpdesk.Access{Base: base, Key: a.Key, Me: a.Me})}, nil
}

func keyWanted(name helpdesk.KeyName) words.Say {
	if name == helpdesk.ChannelToken {
		return words.AccountTokenMissing()
	}
	return words.AccountKeyMissing()
}

// lane returns a lane of requests to the account.
func (o *opened) lane(x *core.Exchange) *core.Lane {
	l := x.Lane(o.ID, o.desk.Limits(o.RequestsPerSecond, o.SearchesPerMinute))
	l.Refuse = elsewhereAnswered
	return l
}

// checkAccount asks whose the key is, at the address and, where there is no
// helpdesk, at those above it: people paste the address of the page that they see.
func (f face) checkAccount(a *CheckArgs, x *core.Exchange) (*CheckResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	me, base, err := atOrAbove(x, o.base, func(base api.Base) (helpdesk.Person, error) {
		at := o.at(base)
		return core.Ask(at.lane(x), at.client.Check())
	})
	if x.Waiting() {
		return nil, nil
	}
	if err == nil {
		at := o.at(base)
		return f.checked(&at, x, me)
	}
	if elsewhere(err) {
		if other := f.otherSystem(&o, x); other != nil {
			err = other
		}
	}
	return nil, err
}

// checked is what is known of a key that works.
func (f face) checked(o *opened, x *core.Exchange, me helpdesk.Person) (*CheckResult, error) {
	result := &CheckResult{Address: o.base.String(), Host: o.base.Host, Agent: me, Summary: words.AccountWorks(words.Text(me.Name))}
	if me.ID != 0 {
		return result, nil
	}
	result.Summary = words.AccountWorksUnnamed(words.Text(o.desk.Name()))
	for _, shelf := range o.client.Shelves() {
		if shelf.Name == "agents" {
			// Without them the account works all the same.
			if page, err := core.Ask(o.lane(x), shelf.Page(0)); err == nil {
				result.Agents = append(result.Agents, page.Part.Agents...)
			}
		}
	}
	if x.Waiting() {
		return nil, nil
	}
	return result, nil
}

// mostAbove is how many addresses are tried.
const mostAbove = 4

// atOrAbove asks at an address and, as long as no helpdesk of this kind is there,
// at those of which it may be a page, the nearest first. It gives back where the
// last answer came from; where none of them has a helpdesk, the first error.
func atOrAbove[T any](x *core.Exchange, base api.Base, ask func(api.Base) (T, error)) (found T, at api.Base, err error) {
	var first error
	for range mostAbove {
		found, err = ask(base)
		if x.Waiting() || !elsewhere(err) {
			return found, base, err
		}
		if first == nil {
			first = err
		}
		if base.Path == "" {
			break
		}
		base.Path = base.Path[:strings.LastIndexByte(base.Path, '/')]
	}
	return found, base, first
}

// elsewhere reports whether an answer says that no helpdesk of this kind is at an address.
func elsewhere(err error) bool {
	e, ok := err.(*api.Error)
	return ok && e.Moved == "" && (e.Kind == api.NotFound || e.Kind == api.Protocol)
}

// otherSystem is the error that says which kind of helpdesk is at the address,
// where one of the others answers. The person's key does not go there.
func (f face) otherSystem(o *opened, x *core.Exchange) error {
	for _, desk := range f.desks {
		if desk.System() == o.desk.System() || desk.Can().Key == helpdesk.NoKey {
			continue
		}
		base := o.base
		base.Path = ""
		base = desk.Address(base)
		_, err := core.Ask(x.Lane(o.ID+"/"+string(desk.System()), nil), desk.Client(helpdesk.Access{Base: base, Key: "none"}).Check())
		if e, ok := err.(*api.Error); ok && e.Kind == api.Unauthorized {
			return &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "system", Say: words.AccountOtherSystem(words.Text(o.base.Host), words.Text(desk.Name()))}}}
		}
	}
	return nil
}

// login exchanges an address and a password for a key.
func (f face) login(a *LoginArgs, x *core.Exchange) (*LoginResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	base, err := typed(desk, a.Address)
	if err != nil {
		return nil, err
	}
	in, ok := desk.(helpdesk.LogsIn)
	if !ok {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "system", Say: words.AccountNoLogin(words.Text(desk.Name()))}}}
	}
	found, at, err := atOrAbove(x, base, func(base api.Base) (helpdesk.LoggedIn, error) {
		return core.Ask(x.Lane("login", nil), in.Login(base, strings.TrimSpace(a.Email), a.Password))
	})
	if x.Waiting() {
		return nil, nil
	}
	if e, ok := err.(*api.Error); ok && e.Kind == api.Unauthorized {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "password", Say: words.AccountLoginRefused(words.Text(at.Host))}}}
	}
	if err != nil {
		return nil, err
	}
	return &LoginResult{Key: found.Key, Agent: found.Person}, nil
}

// elsewhereAnswered is the error of an answer that came from another origin than
// was asked. Browsers take the key off a request that is sent on there, so that
// whatever was answered was answered to somebody without one.
func elsewhereAnswered(r *api.Request, answer *api.Response) *api.Error {
	at := answer.Get("location")
	if at == "" || answer.Failure != api.NoFailure || origin(at) == origin(r.URL) {
		return nil
	}
	return &api.Error{Kind: api.Protocol, Host: r.Host(), Status: answer.Status, Moved: moved(at)}
}

// moved is the address of a helpdesk of which a request to its API was redirected there.
func moved(url string) string {
	for _, end := range [...]string{"?", "#", "/api/"} {
		url, _, _ = strings.Cut(url, end)
	}
	return url
}

// origin is scheme and host of an address.
func origin(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
