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
	desk   helpdesk.Desk
	client helpdesk.Client
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
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Say: keyWanted(desk.Can().Key)}}}
	}
	if err == nil && strings.ContainsFunc(a.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Say: words.AccountKeyCharacter()}}}
	}
	if err != nil {
		return opened{}, err
	}
	return opened{a, desk, desk.Client(helpdesk.Access{Base: base, Key: a.Key, Me: a.Me})}, nil
}

func keyWanted(name helpdesk.KeyName) words.Say {
	if name == helpdesk.ChannelToken {
		return words.AccountTokenMissing()
	}
	return words.AccountKeyMissing()
}

// lane returns a lane of requests to the account.
func (o *opened) lane(x *core.Exchange) *core.Lane {
	return x.Lane(o.ID, o.desk.Limits(o.RequestsPerSecond, o.SearchesPerMinute))
}

func (f face) checkAccount(a *CheckArgs, x *core.Exchange) (*CheckResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	me, err := core.Ask(o.lane(x), o.client.Check())
	if err != nil {
		return nil, err
	}
	if me.ID == 0 {
		return &CheckResult{Summary: words.AccountWorksUnnamed(words.Text(o.desk.Name()))}, nil
	}
	return &CheckResult{Agent: me, Summary: words.AccountWorks(words.Text(me.Name))}, nil
}
