package agent

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
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
		r.Warning = "This address has no encryption: whoever is on the way can read your key. Use https:// if the helpdesk has it."
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
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Message: keyWanted(desk.Can().Key)}}}
	}
	if err == nil && strings.ContainsFunc(a.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Message: "The key holds a blank or a character that keys do not have. Copy it again."}}}
	}
	if err != nil {
		return opened{}, err
	}
	return opened{a, desk, desk.Client(helpdesk.Access{Base: base, Key: a.Key, Me: a.Me})}, nil
}

func keyWanted(name helpdesk.KeyName) string {
	if name == helpdesk.ChannelToken {
		return "Enter the secret key of an API channel of your helpdesk."
	}
	return "Enter the API key of your helpdesk account."
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
		return &CheckResult{Summary: "The token works: " + o.desk.Name() + " lists its tickets."}, nil
	}
	return &CheckResult{Agent: me, Summary: "The key works: it belongs to " + me.Name + "."}, nil
}
