package edge

import (
	"context"
	"errors"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/desks/customers"
	"deskside/shared/words"
)

// Finding is what an edge has found out about a site: Wrong where the site does not work
// before it is mended.
type Finding struct {
	Wrong bool
	Say   words.Say
}

// nobodysAddress is one that nobody can have (RFC 6761, 6.4).
const nobodysAddress = "nobody@deskside.invalid"

// Check looks whether a site with a name is set up, and asks its helpdesk what its key
// may. It changes nothing there.
func (e *Edge) Check(ctx context.Context, name string) (all []Finding) {
	note := func(wrong bool, say words.Say) { all = append(all, Finding{wrong, say}) }
	in := e.input(decide.Request{})
	in.Site = name
	out := e.steps(ctx, &in, e.decide.Sited)
	switch {
	case out.Problem != "":
		note(true, words.OperatorCheckUnset(words.Text(out.Problem)))
		return all
	case out.PutOff:
		note(true, words.OperatorStore())
		return all
	case out.Site == nil:
		note(true, words.OperatorSiteAbsent())
		return all
	}
	site, err := out.Site.Site()
	if err != nil {
		note(true, words.OperatorCheckUnset(words.Text(err.Error())))
		return all
	}
	desk := customers.Feedback().Upstream(site.Upstream, site.Key)
	failed := func(err error) bool {
		var why *api.Error
		if errors.As(err, &why) {
			note(true, why.Say())
		} else if err != nil {
			note(true, words.OperatorCheckUnset(words.Text(err.Error())))
		}
		return err != nil
	}
	options := []transport.Option{transport.WithClock(e.config.Clock), transport.WithNow(e.config.Now), transport.WithRedactor(api.NewRedactor(site.Key))}
	if _, err := transport.Do(ctx, e.config.Doer, desk.Me(), options...); failed(err) {
		return all
	}
	note(false, words.OperatorCheckKey(words.Text(site.Upstream.Host)))
	posts, err := transport.Do(ctx, e.config.Doer, desk.Topics(customer.FirstPosts()), options...)
	if failed(err) {
		return all
	}
	groups, err := transport.Do(ctx, e.config.Doer, desk.TopicCategories(), options...)
	if failed(err) {
		return all
	}
	note(false, words.OperatorCheckReads(max(posts.Total, int64(len(posts.Topics))), int64(len(groups))))
	switch _, err := transport.Do(ctx, e.config.Doer, desk.People(nobodysAddress), options...); {
	case err == nil:
		note(false, words.OperatorCheckUsers())
	case errors.Is(err, api.ErrForbidden):
		note(false, words.OperatorCheckUsersNone())
	default:
		failed(err)
	}
	if len(site.Identities) > 0 {
		note(false, words.OperatorCheckIdentities(int64(len(site.Identities))))
	} else {
		note(false, words.OperatorCheckIdentitiesNone())
	}
	if site.Turnstile.On() {
		all = append(all, e.checkTurnstile(ctx, &site.Turnstile))
	}
	if len(site.Origins) > 0 {
		note(false, words.OperatorCheckOrigins(words.Text(strings.Join(site.Origins, ", "))))
	} else {
		note(true, words.OperatorCheckOriginsNone())
	}
	return all
}

// checkTurnstile asks Turnstile about a token that is none: it says first whether it knows
// the secret.
func (e *Edge) checkTurnstile(ctx context.Context, keys *turnstile.Keys) Finding {
	token := turnstile.Token{Text: "a look at the settings"}
	request := keys.Asks(&token)
	switch verdict, _ := token.Judge(e.send(ctx, &request).Response, e.config.Now()); verdict {
	case turnstile.Refused, turnstile.Person:
		return Finding{false, words.OperatorCheckTurnstile()}
	case turnstile.Unset:
		return Finding{true, words.OperatorCheckTurnstileWrong()}
	}
	return Finding{true, words.OperatorCheckTurnstileAway(words.Text(request.Host()))}
}
