package writing

import (
	"deskside/shared/core"
	"deskside/shared/core/customer"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o follow_gen.go

// FollowArgs have the customer follow a post from now on, or not any more: operation
// "feedback.follow".
type FollowArgs struct {
	Portal customer.Portal `msg:"portal"`
	ID     int64           `msg:"id"`
	On     bool            `msg:"on"`
}

// FollowResult is how they follow it then.
type FollowResult struct {
	Following helpdesk.Follows `msg:"following"`
}

func followPost(a *FollowArgs, x *core.Exchange) (*FollowResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	following, err := core.Ask(customer.Lane(x), c.FollowPost(a.ID, a.On))
	return &FollowResult{Following: following}, err
}
