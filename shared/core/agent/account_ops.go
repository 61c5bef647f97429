package agent

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// defaultUsedeskPath is where the uapi lies when only a host was typed.
const defaultUsedeskPath = "/uapi"

func address(a *AddressArgs, _ *core.Input) (*AddressResult, error) {
	base, err := parseAddress(a.System, a.Input)
	if err != nil {
		return nil, err
	}
	r := &AddressResult{Address: base.String(), Host: base.Host, Pattern: base.MatchPattern()}
	if base.Insecure() {
		r.Warning = "This address has no encryption: whoever is on the way can read your key. Use https:// if the helpdesk has it."
	}
	return r, nil
}

func parseAddress(system helpdesk.System, input string) (api.Base, error) {
	switch system {
	case helpdesk.UseResponse, helpdesk.Usedesk:
	default:
		return api.Base{}, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "system", Message: "Choose the kind of helpdesk: UseResponse or Usedesk."}}}
	}
	base, err := api.ParseBase(input)
	if err != nil {
		return base, err
	}
	if system == helpdesk.Usedesk {
		// An address copied from a sample may end in the method's name.
		base.Path = strings.TrimSuffix(base.Path, "/tickets")
		if base.Path == "" && base.Hostname() != "api.usedesk.ru" {
			base.Path = defaultUsedeskPath
		}
	}
	return base, nil
}

// base reads an account's address; the error names the key that is missing.
func (a *Account) base() (api.Base, error) {
	base, err := parseAddress(a.System, a.Address)
	if err == nil && strings.TrimSpace(a.Key) == "" {
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Message: "Enter the API key of your helpdesk account."}}}
	}
	if err == nil && strings.ContainsFunc(a.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		err = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "key", Message: "The key holds a blank or a character that keys do not have. Copy it again."}}}
	}
	return base, err
}

func (a *Account) useResponse() (useresponse.Client, error) {
	base, err := a.base()
	return useresponse.New(base, useresponse.WithKey(a.Key)), err
}

func (a *Account) usedesk() (usedesk.Client, error) {
	base, err := a.base()
	return usedesk.New(base, a.Key), err
}

// lane returns a lane of requests to the account.
func (a *Account) lane(x *core.Exchange) *core.Lane { return x.Lane(a.ID, a.limits()) }

// limits are the rules by which the account's requests are paced.
func (a *Account) limits() []api.LimitRule {
	if a.System == helpdesk.Usedesk {
		return usedesk.Limits(a.RequestsPerSecond, a.SearchesPerMinute)
	}
	if a.RequestsPerSecond > 0 {
		return []api.LimitRule{{Requests: a.RequestsPerSecond, WindowMS: 1000}}
	}
	return nil
}

func checkAccount(a *CheckArgs, x *core.Exchange) (*CheckResult, error) {
	l := a.Account.lane(x)
	if a.Account.System == helpdesk.Usedesk {
		c, err := a.Account.usedesk()
		if err != nil {
			return nil, err
		}
		if _, err := core.Ask(l, c.Tickets(usedesk.List{})); err != nil {
			return nil, err
		}
		return &CheckResult{Summary: "The token works: Usedesk lists its tickets."}, nil
	}
	c, err := a.Account.useResponse()
	if err != nil {
		return nil, err
	}
	me, err := core.Ask(l, c.Myself())
	if err != nil {
		return nil, err
	}
	return &CheckResult{Agent: me, Summary: "The key works: it belongs to " + me.Name + "."}, nil
}
